// What a widget's page loads for the lines of its definition, and its badge, when all else is there.
import { badge } from "../shared/badge";
import { listings } from "../shared/listing";
import { examples } from "../shared/copy";

listings();
badge();
examples();
