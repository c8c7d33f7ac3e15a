// What a portal's page loads. Loaded twice, the first one stays.

import { PortevoixAnnonces } from "./element.ts";

if (!customElements.get("portevoix-annonces")) customElements.define("portevoix-annonces", PortevoixAnnonces);
