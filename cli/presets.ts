type Preset = { slug: string; name: string; prefix: string };

/** The projects whose policies are shipped, by the name of their file in `policies/`. */
export const PRESETS: Readonly<Record<string, Preset>> = {
  vllm: { slug: "vllm", name: "vLLM", prefix: "VLLM" },
  "vllm-omni": { slug: "vllm-omni", name: "vLLM-Omni", prefix: "OMNI" },
};
