/** A project whose policy is shipped, by the name of the file in `policies/`. */
export type Preset = { slug: string; name: string; prefix: string };

export const PRESETS: Readonly<Record<string, Preset>> = {
  vllm: { slug: "vllm", name: "vLLM", prefix: "VLLM" },
  "vllm-omni": { slug: "vllm-omni", name: "vLLM-Omni", prefix: "OMNI" },
  omniseg: { slug: "omniseg", name: "OmniSeg", prefix: "OMNISEG" },
  openembeddings: { slug: "openembeddings", name: "OpenEmbeddings", prefix: "EMBED" },
  kubernetes: { slug: "kubernetes", name: "Kubernetes", prefix: "K8S" },
  openssl: { slug: "openssl", name: "OpenSSL", prefix: "OPENSSL" },
  django: { slug: "django", name: "Django", prefix: "DJANGO" },
  openstack: { slug: "openstack", name: "OpenStack", prefix: "OPENSTACK" },
  contour: { slug: "contour", name: "Contour", prefix: "CONTOUR" },
};

/** Every shipped text that a draft can begin from, with words for it: a later version is no project of its own. */
export const PRESET_TEXTS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(PRESETS).map(([file, p]) => [file, p.name])),
  "vllm-omni-2": "vLLM-Omni, version 2",
};
