import sharp from "sharp";

// The library reads many formats, some of them programs of their own: nothing but these three gets as far as its decoders.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: ["VipsForeignLoadPngBuffer", "VipsForeignLoadJpegBuffer", "VipsForeignLoadWebpBuffer"],
});
sharp.cache(false);
sharp.concurrency(1);

/** Of all frames together: about 200 MB while it is drawn anew. */
const PIXELS = 50_000_000;

export const PICTURES: readonly string[] = ["image/png", "image/jpeg", "image/webp"];

/** The picture drawn anew, turned as its metadata said, and without any. @throws Error where it can't be read whole */
export async function stripPicture(mediaType: string, bytes: Uint8Array): Promise<Uint8Array> {
  const picture = sharp(bytes, {
    failOn: "warning",
    limitInputPixels: PIXELS,
    sequentialRead: true,
    animated: mediaType === "image/webp",
  }).autoOrient();
  switch (mediaType) {
    case "image/png":
      return picture.png().toBuffer();
    case "image/jpeg":
      return picture.jpeg({ quality: 92, chromaSubsampling: "4:4:4" }).toBuffer();
    case "image/webp":
      return picture.webp({ quality: 90 }).toBuffer();
    default:
      throw new Error("no such picture");
  }
}
