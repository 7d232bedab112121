import { listings } from "../shared/listing";
import { everyPage } from "../shared/page";

everyPage();
listings();
