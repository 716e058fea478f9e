// Uploads pictures to the template's service in one request, and prints what it sees on each: node client.ts [PICTURE ...]
import { openAsBlob } from "node:fs";
import { basename, join } from "node:path";
import { argv, env } from "node:process";

const url = env["TEMPLATE_URL"] ?? `http://127.0.0.1:${env["PORT"] ?? "8080"}`;
const images = join(import.meta.dirname, "../../images");
const given = argv.slice(2);
const pictures = given.length > 0 ? given : [join(images, "cat-tabby.jpg"), join(images, "dog.jpg")];

const form = new FormData();
for (const picture of pictures) form.append("image_file", await openAsBlob(picture), basename(picture));
const response = await fetch(`${url}/api/v1/model/predict`, { method: "POST", body: form });
const answer = await response.text();
console.log(response.status, answer);
if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
const data: readonly { image_filename: string; prediction: string }[] = JSON.parse(answer).data;
if (data.map((each) => each.image_filename).join("/") !== pictures.map((each) => basename(each)).join("/"))
  throw new Error("expected one entry for each picture, in the same order");
if (!data.every(({ prediction }) => prediction)) throw new Error("expected a prediction for each picture");
