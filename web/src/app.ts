// The one script. Every page works without it; it saves while one types, opens panels in place and guards forms.

import { startAnswers } from "./answers.ts";
import { goAtOnce } from "./at_once.ts";
import { startBusy } from "./busy.ts";
import { startDrawer } from "./drawer.ts";
import { startFiles } from "./files.ts";
import { startFolding } from "./folding.ts";
import { startFrame } from "./frame.ts";
import { startGuards } from "./guards.ts";
import { startInserting } from "./inserting.ts";
import { startKeys } from "./keys.ts";
import { startSuggesting } from "./suggesting.ts";
import { startSum } from "./sum.ts";
import { startWhole } from "./whole.ts";

document.documentElement.classList.add("scripted");
startFrame();
startGuards();
startBusy();
startFiles();
startDrawer();
startKeys();
startAnswers();
startSum();
startInserting();
startSuggesting();
startWhole();
startFolding();
goAtOnce();
