import { lightbox } from "../shared/lightbox";
import { everyPage } from "../shared/page";

everyPage();
lightbox();
