// A real identity provider for tests, oidc-provider of npm: node provider.mjs RETURN_ADDRESS; tells its port, ends with its input.
// Whoever signs in there is who they say; the password is not looked at.

import { createServer } from "node:http";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [returnTo, packages] = process.argv.slice(2);
const found = createRequire(`${packages}/`).resolve("oidc-provider");
const { default: Provider } = await import(pathToFileURL(found).href);

// Nobody reads what follows the port: a closed pipe must not end the provider.
const tell = console.log;
for (const level of ["log", "info", "warn", "error"]) console[level] = () => {};

const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{
      client_id: "metodset",
      client_secret: "not-for-strangers",
      redirect_uris: [returnTo],
      response_types: ["code"],
      grant_types: ["authorization_code"],
    }],
    claims: { openid: ["sub"], profile: ["name"] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, name: `Кедрова (${id})` }) }),
    cookies: { keys: ["test"] },
  });
  server.on("request", provider.callback());
  tell(server.address().port);
});
process.stdin.resume();
process.stdin.on("end", () => process.exit());
