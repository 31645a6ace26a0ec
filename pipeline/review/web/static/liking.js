// What the reviewer likes, remembered in a cookie: the port changes with every start, and other stores go by port.
const YEAR = 365 * 24 * 3600;

export function liking(name, otherwise) {
  const found = document.cookie.split("; ").find((one) => one.startsWith(`rodedraad-${name}=`));
  return found ? found.endsWith("=ja") : otherwise;
}

export function remember(name, value) {
  document.cookie = `rodedraad-${name}=${value ? "ja" : "nee"}; SameSite=Strict; Path=/; Max-Age=${YEAR}`;
}
