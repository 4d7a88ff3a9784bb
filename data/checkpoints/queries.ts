import { publicKeyOf } from "@/data/checkpoints/keys";
import { read } from "@/data/transaction";
import type { SystemViewer } from "@/domain/viewer";

/** What whoever checks a checkpoint file has to know beforehand, in hex. */
export const publicKey = (viewer: SystemViewer): Promise<string> => read(viewer, publicKeyOf);
