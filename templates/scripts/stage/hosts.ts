// Which hosts are this machine, a private network, or a name that only means something there: what
// appdef.Address.Local says of an address. Both sides are held to generator/appdef/testdata/hosts.json.

// The networks that generator/nets calls local.
const NETS = [
  "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16",
  "198.18.0.0/15", "224.0.0.0/3", "[::]/127", "[fc00::]/7", "[fe80::]/9", "[ff00::]/8"
].map((net) => {
  const [address, length] = net.split("/");
  return { bits: bits(address), length: Number(length) };
});

const NAMES = /(^|\.)(localhost|local|localdomain|internal|intranet|private|corp|home|lan|home\.arpa)$/;

// isLocal takes a host as URL.hostname writes it.
export function isLocal(host: string): boolean {
  const name = host.replace(/\.$/, ""), address = v4in6(bits(name));
  if (address === "") return !name.includes(".") || NAMES.test(name);
  return NETS.some((net) => net.bits.length === address.length && address.startsWith(net.bits.slice(0, net.length)));
}

// bits are those of an address as 32 or 128 digits; "" for a name.
function bits(host: string): string {
  if (host.startsWith("[")) {
    const [head, tail] = host.slice(1, -1).split("::").map((half) => half.split(":").filter(Boolean));
    const groups = tail ? head.concat(Array(8 - head.length - tail.length).fill("0"), tail) : head;
    return groups.map((g) => parseInt(g, 16).toString(2).padStart(16, "0")).join("");
  }
  if (!/^\d+(\.\d+){3}$/.test(host)) return "";
  return host.split(".").map((n) => Number(n).toString(2).padStart(8, "0")).join("");
}

// v4in6 is the IPv4 address that an IPv6 address carries for everyone, or by NAT64; else the address.
function v4in6(address: string): string {
  const carried = [bits("[::ffff:0:0]"), bits("[64:ff9b::]")].some((net) => address.length === 128 && address.startsWith(net.slice(0, 96)));
  return carried ? address.slice(96) : address;
}
