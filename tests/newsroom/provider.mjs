// A provider of accounts as real newsrooms have one: everybody who gives a name there has an account of that name.
// It says its issuer on standard output once it listens.
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

const [redirect] = process.argv.slice(2);
const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{
      client_id: "desk",
      client_secret: "a secret of the test alone",
      redirect_uris: [redirect],
      grant_types: ["authorization_code"],
      response_types: ["code"],
    }],
    claims: { openid: ["sub"], email: ["email", "email_verified"] },
    conformIdTokenClaims: false,
    cookies: { keys: ["a key of the test alone"] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: true } },
    findAccount: (_, id) => ({
      accountId: id,
      claims: async () => ({ sub: id, email: `${id.replace("unverified-", "")}@news.example`, email_verified: !id.startsWith("unverified-") }),
    }),
  });
  server.on("request", provider.callback());
  console.log(issuer);
});
