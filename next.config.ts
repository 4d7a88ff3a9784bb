import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  typedRoutes: false,
  reactStrictMode: true,
  // `npm run verify` checks types; a start should not do it again.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  serverExternalPackages: ["ae-cvss-calculator", "nodemailer", "pino", "react-email"],
  // Above what a form takes, so that what is too large is refused in words and not by the framework.
  experimental: {
    serverActions: { bodySizeLimit: "4mb" },
    // What passes `proxy.ts` is kept for it up to here, and cut off silently beyond: above the largest upload.
    proxyClientMaxBodySize: "12mb",
  },
};

export default config;
