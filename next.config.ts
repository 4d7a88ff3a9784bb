import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  typedRoutes: false,
  reactStrictMode: true,
  // `npm run verify` checks types; a start should not do it again.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  serverExternalPackages: ["ae-cvss-calculator", "nodemailer", "pino", "react-email"],
  // Above what a form takes, so that what is too large is refused in words and not by the framework. The second bounds
  // what is held of any request: the rest of a larger one is thrown away as it comes.
  experimental: { serverActions: { bodySizeLimit: "4mb" }, proxyClientMaxBodySize: "11mb" },
};

export default config;
