/** What vendors get with the running case's advisory: made up, in the shape that `git format-patch` gives. */
export const PATCH = `From 4b1f0c7d2a93e58861d0f2c4a7be9935d2c81e06 Mon Sep 17 00:00:00 2001
From: vLLM vulnerability management <vmt@vllm.example>
Subject: [PATCH 1/2] Refuse a guided regex that does not compile

An invalid regular expression raised in the engine's loop and ended it, and the
server with it. Compile it where the request is parsed and answer 400.
---
 vllm/entrypoints/openai/protocol.py                |  3 +++
 vllm/model_executor/guided_decoding/validation.py  | 14 ++++++++++++++
 2 files changed, 17 insertions(+)

diff --git a/vllm/entrypoints/openai/protocol.py b/vllm/entrypoints/openai/protocol.py
--- a/vllm/entrypoints/openai/protocol.py
+++ b/vllm/entrypoints/openai/protocol.py
@@ -612,6 +612,9 @@ class CompletionRequest(OpenAIBaseModel):
                 "You can only use one kind of guided decoding "
                 "('guided_json', 'guided_regex' or 'guided_choice').")
+        if data.get("guided_regex") is not None:
+            refuse_invalid_regex(data["guided_regex"])
+
         return data
 
     @model_validator(mode="before")
diff --git a/vllm/model_executor/guided_decoding/validation.py b/vllm/model_executor/guided_decoding/validation.py
new file mode 100644
--- /dev/null
+++ b/vllm/model_executor/guided_decoding/validation.py
@@ -0,0 +1,14 @@
+# SPDX-License-Identifier: Apache-2.0
+import re
+
+MAX_LENGTH = 4096
+
+
+def refuse_invalid_regex(pattern: str) -> None:
+    if len(pattern) > MAX_LENGTH:
+        raise ValueError("guided_regex is too long")
+    try:
+        re.compile(pattern)
+    except re.error as e:
+        raise ValueError(f"guided_regex is invalid: {e}") from e
--
2.49.0
`;
