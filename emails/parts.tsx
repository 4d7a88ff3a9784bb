import type { ReactNode } from "react";
import { Body, Container, Head, Hr, Html, Link, Preview, Section, Text } from "react-email";

const sans = '-apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif';

/** The frame of every message: short, plain, and readable over a shoulder. */
export function Letter({
  preview,
  children,
  footer,
}: {
  preview: string;
  children: ReactNode;
  footer: string;
}) {
  return (
    <Html lang="en">
      <Head />
      <Preview>{preview}</Preview>
      <Body
        style={{
          backgroundColor: "#ffffff",
          color: "#1b1b1f",
          fontFamily: sans,
          margin: 0,
          padding: "24px 12px",
        }}
      >
        <Container style={{ maxWidth: "560px" }}>
          {children}
          <Hr style={{ borderColor: "#dcdce2", margin: "28px 0 12px" }} />
          <Text style={{ color: "#5d5d68", fontSize: "13px", lineHeight: "20px", margin: 0 }}>{footer}</Text>
        </Container>
      </Body>
    </Html>
  );
}

export const Paragraph = ({ children }: { children: ReactNode }) => (
  <Text style={{ fontSize: "16px", lineHeight: "25px", margin: "0 0 14px" }}>{children}</Text>
);

/** The link is written out: a button would hide where it leads. */
export const Go = ({ href, label }: { href: string; label: string }) => (
  <Section style={{ margin: "4px 0 18px" }}>
    <Text style={{ fontSize: "16px", lineHeight: "25px", margin: 0 }}>{label}:</Text>
    <Link href={href} style={{ color: "#2d4fb3", fontSize: "16px", wordBreak: "break-all" }}>
      {href}
    </Link>
  </Section>
);
