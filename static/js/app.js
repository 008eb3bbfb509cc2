// The one entry of every page: starts the small modules; each finds its own data attributes and does nothing without them.

import { startClocks } from "./clock.js";
import { startConfirm } from "./confirm.js";
import { startDraft } from "./draft.js";
import { startInWords } from "./inwords.js";
import { startKeep } from "./keep.js";
import { startKeys } from "./keys.js";
import { startLink } from "./link.js";
import { startSubmit } from "./submit.js";
import { startTheme } from "./theme.js";
import { startTyped } from "./typed.js";
import { startUpload } from "./upload.js";

startTheme();
startClocks();
startConfirm();
startDraft();
startKeep();
startInWords();
startSubmit();
startKeys();
startTyped();
startUpload();

document.documentElement.dataset.started = "";
const early = document.documentElement.pressedEarly;
if (early?.isConnected) early.click();

if (document.body.dataset.live) {
  import("./live.js").then((live) => live.startLive());
} else {
  startLink();
}

document.querySelector(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
document.querySelector("[data-autofocus]")?.focus();
