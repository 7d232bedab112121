"use strict";(()=>{document.documentElement.classList.add("js");try{let e=localStorage.getItem("vitrine-theme");(e==="light"||e==="dark")&&(document.documentElement.dataset.theme=e)}catch{}})();
