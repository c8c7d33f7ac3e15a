// The part of `samlp` that the tests use; the package has no types of its own.
declare module "samlp" {
  import type { RequestHandler, Request } from "express";

  export interface Profile {
    id: string;
    displayName: string;
    name: { familyName: string; givenName: string };
    emails: { value: string }[];
    // Each further one becomes an attribute; a list becomes one with several values.
    [attribute: string]: unknown;
  }

  export function auth(options: {
    issuer: string;
    cert: string;
    key: string;
    signResponse?: boolean;
    getPostURL: (
      audience: string,
      request: unknown,
      req: Request,
      done: (reason: Error | null, url: string) => void,
    ) => void;
    getUserFromRequest: (req: Request) => Profile;
  }): RequestHandler;
}
