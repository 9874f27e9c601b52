// A client for test data by phoney.

const { spawn } = require("node:child_process");
const { devNull } = require("node:os");
const { createInterface } = require("node:readline");

class Phoney {
  constructor(url, process) {
    this.url = url;
    this.process = process;
  }

  // Records from a template. Options: seed, locale, unique, now. Throws an Error with phoney's reason.
  async records(template, count, options = {}) {
    const response = await fetch(`${this.url}/template`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ template, count, ...options }),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(`${response.status}: ${JSON.stringify(answer.detail)}`);
    if (answer.warnings.length > 0) throw new Error(answer.warnings.join("; "));
    return answer.data;
  }

  async record(template, options = {}) {
    return (await this.records(template, 1, options))[0];
  }

  // Ends the server, if this started it.
  async stop() {
    if (!this.process) return;
    const ended = new Promise((resolve) => this.process.once("exit", resolve));
    this.process.kill();
    await ended;
  }
}

// A client of the server at PHONEY_URL, or of one that is started on a free port.
async function startPhoney() {
  if (process.env.PHONEY_URL) return new Phoney(process.env.PHONEY_URL);
  const binary = process.env.PHONEY_BINARY ?? "phoney";
  // Logging off: nobody would read it, and a full pipe would stop the server. No settings from the environment and from .env: the tests
  // are the same for everybody.
  const server = spawn(binary, ["serve", "--port", "0", "--log-level", "off", "--env-file", devNull], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { PATH: process.env.PATH },
  });
  const line = await new Promise((resolve, reject) => {
    server.once("error", () => reject(new Error("set PHONEY_URL to a server's address, or PHONEY_BINARY to the program")));
    createInterface(server.stderr).once("line", resolve); // "phoney: listening on http://127.0.0.1:41234"
  });
  const address = line.match(/http:\/\/\S+/);
  if (!address) throw new Error(`phoney did not start: ${line}`);
  return new Phoney(address[0], server);
}

module.exports = { startPhoney };
