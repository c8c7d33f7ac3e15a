// A provider of OpenID Connect that others wrote, for one client: PORTAL, on PORT. It calls itself ISSUER. Whoever signs in there is the
// person whose identifier they type.
import { Provider } from "oidc-provider";

const { PORT, PORTAL, ISSUER } = process.env;
const provider = new Provider(ISSUER, {
  clients: [
    {
      client_id: "porte-voix",
      client_secret: "un-secret-des-tests",
      redirect_uris: [`${PORTAL}/connexion/retour/1`],
      post_logout_redirect_uris: [`${PORTAL}/connexion/deconnecte`],
      backchannel_logout_uri: `${PORTAL}/connexion/deconnexion-fournisseur/1`,
      backchannel_logout_session_required: true,
      userinfo_signed_response_alg: "RS256",
    },
  ],
  cookies: { keys: ["a key of the tests"] },
  pkce: { required: () => true },
  features: {
    devInteractions: { enabled: true },
    rpInitiatedLogout: { enabled: true },
    backchannelLogout: { enabled: true },
    jwtUserinfo: { enabled: true },
  },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ENTPersonJointure: id }) }),
  // It calls no server on this machine unless its guard is left out.
  fetch: (url, { dispatcher: _, ...options }) => globalThis.fetch(url, options),
  // Nobody is asked for consent.
  async loadExistingGrant(context) {
    const grant = new context.oidc.provider.Grant({
      clientId: context.oidc.client.clientId,
      accountId: context.oidc.session.accountId,
    });
    grant.addOIDCScope("openid");
    await grant.save();
    return grant;
  },
});
provider.listen(Number(PORT), "127.0.0.1", () => console.log("ready"));
