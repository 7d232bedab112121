// here is the address of the script that this is a part of. A browser tells it only while the script first runs.
export const here = (document.currentScript as HTMLScriptElement).src;
