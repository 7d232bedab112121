// What a widget's page loads for the lines of its definition when all else is there.
import { listings } from "../shared/listing";

listings();
