// Made from themes/default/search/ by its build.mjs.
(()=>{"use strict"
;const t=/[\p{Alphabetic}\p{N}\p{M}]+/gu,e=/[^\p{Alphabetic}\p{N}\p{M}]+/gu,s="\\u2e80-\\u9fff\\uac00-\\ud7ff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}",n=RegExp(`[${s}]+|[^${s}]+`,"gu"),o=RegExp(`[${s}]`,"u"),r={
ß:"ss",æ:"ae",œ:"oe",ø:"o",đ:"d",ð:"d",þ:"th",ł:"l",ħ:"h",ı:"i",ŋ:"n",ς:"σ"
},a=t=>/^[a-z0-9]+$/.test(t)?t:t.normalize("NFKD").replace(/[\u0300-\u036f]/g,"").toLowerCase().replace(/[ßæœøđðþłħıŋς]/g,t=>r[t]).normalize("NFC").replace(e,"")
;function i(t){const e=a(t);return o.test(e)?(e.match(n)??[]).flatMap(t=>{const e=o.test(t)?[...t]:[]
;return e.length<2?[t]:e.slice(1).map((t,s)=>e[s]+t)}):e?[e]:[]}
const c=e=>(e.match(t)??[]).flatMap(i),h=e=>(e.match(t)??[]).map(a).join("-"),l=(t,e="")=>Object.assign(new Error(`search: ${t} ${e}`),{
reason:t}),f=new TextDecoder("utf-8",{fatal:!0});class u{constructor(t,e=0){this.bytes=t,this.at=e}take(t){
const e=this.at;if(this.at+=t,this.at>this.bytes.length)throw l("damaged");return this.bytes.subarray(e,this.at)}
varint(){let t=0;for(let e=1;e<2**35;e*=128){const s=this.bytes[this.at++];if(void 0===s)break;if(t+=(127&s)*e,
s<128)return t}throw l("damaged")}count(){const t=this.varint();if(t>this.bytes.length-this.at)throw l("damaged")
;return t}text(){return f.decode(this.take(this.count()))}float(){const t=this.take(4)
;return new DataView(t.buffer,t.byteOffset).getFloat32(0,!0)}end(){if(this.at!==this.bytes.length)throw l("damaged")}}
async function m(t){try{const e=new Blob([t]).stream().pipeThrough(new DecompressionStream("gzip"))
;return new Uint8Array(await new Response(e).arrayBuffer())}catch{throw l("damaged")}}function d(t){try{
return JSON.parse(f.decode(t))}catch{throw l("damaged")}}function p(t,e){const s=t.count(),n=new Uint32Array(s),o=[]
;let r=new Uint8Array(0);for(let a=0;a<s;a++){const s=t.varint(),i=t.take(t.count());if(s>r.length)throw l("damaged")
;const c=new Uint8Array(s+i.length);c.set(r.subarray(0,s)),c.set(i,s),o.push(f.decode(c)),n[a]=e(),r=c}return{forms:o,
values:n}}function g(t,e,s){if(e>s)throw l("damaged");const n=new Uint32Array(e);let o=0;for(let r=0;r<e;r++){
const e=t.varint();if(o+=e,o>=s||r&&!e)throw l("damaged");n[r]=o}return{docs:n,impacts:t.take(e)}}function w(t,e){
const[s]=t.take(1),n=s<2?t.count():0,o=[],r=[];for(let e=0;e<n;e++)o.push(t.text()),r.push(t.text());if(1===s){
const s=Array.from({length:e},()=>Array.from({length:t.count()},()=>t.varint()))
;if(s.some(t=>t.some(t=>t>=n)))throw l("damaged");return{slugs:o,labels:r,of:t=>s[t]}}
const a=2===s||n>254,i=t.take(a?2*e:e),c=t=>a?i[2*t]+256*i[2*t+1]:i[t];if(s>2)throw l("damaged");if(2===s)return{
slugs:o,labels:r,of:t=>[c(t)]};for(let t=0;t<e;t++)if(c(t)>n)throw l("damaged");return{slugs:o,labels:r,
of:t=>c(t)?[c(t)-1]:[]}}function y(t,e){const s=new Map;for(const n of e){let e=0;s.set(n,Array.from({length:t.count()
},()=>e+=t.varint()))}return s}
const v=["service","team","cause","severity","year","status","kind","owner","tag"],b=/(-(?=[\p{Alphabetic}"]))?(?:([a-z-]+):(?=\S))?(?:"([^"]*)("?)|([^\s"]+))/giu,k=["relevance","newest","severity"]
;function x(t,e,s){const n=t.replace(/[“”„]/g,'"'),o={words:[],phrases:[],filters:[],not:{words:[],phrases:[],filters:[]
},sort:k[0],places:[],unknown:[],common:[]};for(const t of n.matchAll(b)){const[r,a,i="",c,h,l]=t,f={minus:!!a,
quoted:void 0!==c,value:c??l,open:!1},u=t.index+r.length;f.open=e&&u===n.length&&!h
;const m=i.toLowerCase(),d=f.value.toLowerCase(),p=a?o.not:o,g={field:m,value:d,from:t.index,to:u}
;if(v.includes(m)||"has"===m&&"open-actions"===d)p.filters.push({field:m,value:f.value,open:f.open}),
a||o.places.push(g);else if("sort"===m&&k.includes(d))o.sort=d,o.places.push(g);else if("title"===m)M(p,f,s);else{
m&&o.unknown.push(i);const t=r.slice(a?1:0);o.common.push(...A(p,m?{...f,value:t,quoted:!1}:f,s))}}return o}
function M(t,{value:e,minus:s,quoted:n,open:o},r){const a=c(e).filter(t=>!r.has(t));a.forEach((e,r)=>{
const i=o&&!s&&r===a.length-1;t.words.push({form:e,exact:n||s,title:!0,open:i})})}
function A(t,{value:e,minus:s,quoted:n,open:o},r){const a=c(e),i=a.map((t,e)=>({form:t,offset:e
})).filter(({form:t})=>!r.has(t));if(!i.length)return a;const h=o&&!s&&i[i.length-1].offset===a.length-1
;return i.length>1?t.phrases.push({forms:i,open:h}):t.words.push({form:i[0].form,exact:s||n||a.length>1,title:!1,open:h
}),[]}function $(t,e){let[s,n]=[0,t.length];for(;s<n;){const o=s+n>>1;t[o]<e?s=o+1:n=o}return s}class S{
constructor(t,e){this.read=t,this.manifest=e,this.stop=new Set(e.stop.split(" ")),this.bounds=e.shards.split(" "),
this.loaded=new Map}file(t,e,s,n){let o=this.loaded.get(t)
;return o||(o=this.read(`${this.manifest.build}/${t}.bin`).then(m).then(o=>{
const r=new u(o),a=f.decode(r.take(3))+r.take(1)[0]+String.fromCharCode(r.take(1)[0]),[i,c]=[r.varint(),r.varint()]
;if(a!==`DBS1${e}`||i!==s||c!==this.manifest.docs)throw l("damaged",t);return n(r)}),o.catch(()=>this.loaded.delete(t)),
this.loaded.set(t,o)),o}shard(t){return this.file(`s/${t}`,"s",t,e=>function(t,e){
const{forms:s,values:n}=p(t,()=>t.varint()),o=t.count(),r=new Uint32Array(o),a=new Float32Array(o),i=new Uint32Array(o),c=[]
;for(let s=0;s<o;s++)r[s]=t.varint(),a[s]=t.float(),i[s]=t.varint(),c.push(2&i[s]?`twin ${t.varint()}`:`${e} ${s}`)
;if(n.some(t=>t>=o))throw l("damaged");const h=[];for(const e of i)h.push(t.at),1&e||t.take(e>>>2);return t.end(),{
number:e,bytes:t.bytes,forms:s,stems:n,df:r,max:a,ref:i,names:c,at:h}}(e,t))}words(){
return this.file("words","w",0,t=>p(t,()=>t.take(1)[0]))}columns(){return this.file("cols","c",0,t=>function(t,e){
const s=new Map;for(let n=t.count();n>0;n--)s.set(t.text(),w(t,e));return t.end(),s}(t,this.manifest.docs))}fragment(t){
return this.file(`f/${t}`,"f",t,t=>d(t.take(t.bytes.length-t.at)))}shardOf(t){const e=$(this.bounds,t)
;return this.bounds[e]===t?e:Math.max(e-1,0)}async postings(t,e){const[s,n,o]=[t.df[e],t.ref[e],this.manifest.docs]
;if(!(1&n))return g(new u(t.bytes,t.at[e]),s,o);const r=n>>>2;return this.file(`x/${r}`,"x",r,t=>{const e=g(t,s,o)
;return t.end(),e})}async prefetch(t){const{words:e,phrases:s}=x(t,!0,this.stop)
;await Promise.all([...e,...s.flatMap(({forms:t})=>t)].map(async({form:t})=>{if(t.length<3)return
;const e=await this.shard(this.shardOf(t)),s=$(e.forms,t)
;t.length>3&&e.forms[s]?.startsWith(t)&&await this.postings(e,e.stems[s])}))}async exact(t){
const e=await this.shard(this.shardOf(t)),s=$(e.forms,t);return e.forms[s]===t?[{shard:e,stem:e.stems[s],weight:1}]:[]}
async completions(t,e){const s=new Map;let n=512
;for(let o=this.shardOf(t);n>0&&o<this.bounds.length&&(this.bounds[o].startsWith(t)||!(o>this.shardOf(t)));o++){
const r=await this.shard(o);for(let o=$(r.forms,t);n>0&&r.forms[o]?.startsWith(t);o++){if(r.forms[o]===t)continue;n--
;const a=r.stems[o],i=r.names[a];if(e.some(t=>t.shard.names[t.stem]===i))continue
;const c=(e.length?.3:.8)*Math.sqrt(t.length/r.forms[o].length),h=s.get(i)??{shard:r,stem:a,weight:c}
;h.weight=Math.max(h.weight,c),s.set(i,h)}}return function(t){const e=({shard:t,stem:e})=>t.df[e]
;return t.sort((t,s)=>e(s)-e(t)).slice(0,12)}([...s.values()])}async picks({form:t,exact:e,open:s}){
const n=await this.exact(t),r=[];if(e)return{picks:n,corrected:r}
;const a=!(t.length>=3||o.test(t))||!s&&n.length?n:[...n,...await this.completions(t,n)]
;if(!a.length&&t.length>3&&!/\d/.test(t))for(const{form:e,weight:s}of function(t,{forms:e,values:s}){
let n=t.length<8?1:2,o=[];return e.forEach((e,r)=>{if(Math.abs(e.length-t.length)>n||/\d/.test(e))return
;const a=function(t,e,s){if(Math.abs(t.length-e.length)>s)return s+1;let n=[],o=Array.from({length:e.length+1},(t,e)=>e)
;for(let r=1;r<=t.length;r++){const a=[r];let i=r;for(let s=1;s<=e.length;s++){const c=t[r-1]===e[s-1]
;let h=Math.min(o[s]+1,a[s-1]+1,o[s-1]+(c?0:1));r>1&&s>1&&t[r-1]===e[s-2]&&t[r-2]===e[s-1]&&(h=Math.min(h,n[s-2]+1)),
a.push(h),h<i&&(i=h)}if(i>s)return i;[n,o]=[o,a]}return o[e.length]}(t,e,n);a>n||(a<n&&([n,o]=[a,[]]),o.push({form:e,
cost:(e[0]===t[0]?0:8)-s[r]}))}),o.sort((t,e)=>t.cost-e.cost),o.slice(0,3).map(({form:t})=>({form:t,weight:1===n?.6:.4
}))}(t,await this.words())){for(const t of await this.exact(e))a.push({...t,weight:s});r.push(e)}return{picks:a,
corrected:r}}async term(t){const{picks:e,corrected:s}=await this.picks(t);return{picks:e,corrected:s,
scores:await this.scores(e,t.title)}}async scores(t,e){const s=new Float64Array(this.manifest.docs)
;return(await Promise.all(t.map(({shard:t,stem:e})=>this.postings(t,e)))).forEach(({docs:n,impacts:o},r)=>{
const a=t[r].shard.max[t[r].stem]/127*t[r].weight;n.forEach((t,n)=>{const r=(o[n]>>1)*a;(!e||1&o[n])&&r>s[t]&&(s[t]=r)})
}),s}async positions({shard:t,stem:e}){const{docs:s}=await this.postings(t,e),n=t.ref[e]>>>2
;if(1&t.ref[e])return this.file(`p/x${n}`,"q",n,t=>{const e=y(t,s);return t.end(),e})
;const{bytes:o,starts:r}=await this.file(`p/${t.number}`,"p",t.number,e=>{
const s=Array.from(t.df,()=>e.varint()).map(t=>e.take(t)&&e.at-t);return e.end(),{bytes:e.bytes,starts:s}})
;return y(new u(o,r[e]),s)}async phrase({forms:t,open:e}){const s=await Promise.all(t.map(({form:s},n)=>{
const o=e&&n===t.length-1;return this.term({form:s,exact:!o,title:!1,open:o})
})),n=await Promise.all(s.map(({picks:t})=>Promise.all(t.map(t=>this.positions(t))))),o=(t,e,s)=>n[e].some(e=>e.get(t)?.includes(s)),r=new Set((n[0]??[]).flatMap(t=>[...t.keys()]))
;for(const e of r)n[0].flatMap(t=>t.get(e)??[]).some(s=>t.every(({offset:n},r)=>o(e,r,s+n-t[0].offset)))||r.delete(e)
;return{terms:s,docs:r}}async tests(t){const e=t.length?await this.columns():new Map,s=new Map;for(const n of t){
const t=s.get(n.field),o=P(e,n);s.set(n.field,t?e=>t(e)||o(e):o)}return s}async search(t,{typing:e=!1}={}){
const s=x(t,e,this.stop),{not:n}=s,[o,r,a,i,c,h]=await Promise.all([Promise.all(s.words.map(t=>this.term(t))),Promise.all(s.phrases.map(t=>this.phrase(t))),this.tests(s.filters),Promise.all(n.words.map(t=>this.term(t))),Promise.all(n.phrases.map(t=>this.phrase({
...t,open:!1}))),this.tests(n.filters)]),l=a.size+i.length+c.length+h.size,f=function(t,e,s){
return e.filter(({picks:e},n)=>!(t[n].open&&!e.length&&t[n].form.length<4&&t.length+s>1))
}(s.words,o,l+r.length),u=[...f,...r.flatMap(t=>t.terms)],m=t=>r.every(({docs:e})=>e.has(t))&&!i.some(({scores:e})=>e[t])&&!c.some(({docs:e})=>e.has(t))&&![...h.values()].some(e=>e(t)),d=[[],[]],p=[[],[]]
;for(let t=u.length||l?this.manifest.docs-1:-1;t>=0;t--){const e=f.filter(({scores:e})=>e[t]).length,s=e===f.length
;(s||e)&&m(t)&&(p[s?0:1].push(t),[...a.values()].every(e=>e(t))&&d[s?0:1].push({doc:t,
score:u.reduce((e,{scores:s})=>e+s[t],0)}))}const g="severity"===s.sort?(await this.columns()).get("severity"):void 0
;for(const t of d)U(t,s.sort,g)
;const w=s.words.flatMap(({form:t},e)=>o[e].corrected.length?[[t,o[e].corrected]]:[]),y=await this.notices(s,o);return{
query:s,total:d[0].length,hits:d.flat(),base:p[p[0].length?0:1],terms:u,corrected:w,notices:y}}
async notices({words:t,filters:e,unknown:s,common:n},o){
const r=e.length?await this.columns():new Map,a=e.filter(({field:t,open:e})=>"has"!==t&&!e).filter(t=>!E(r.get(t.field),t).size)
;return[...s.map(t=>["field",t]),...a.map(({field:t,value:e})=>["value",`${t}:${e}`]),...t.filter((t,e)=>!o[e].picks.length).map(({form:t})=>["word",t]),...n.map(t=>["common",t])]
}}function E(t,{field:e,value:s,open:n}){const{slugs:o,labels:r}=t??{slugs:[],labels:[]},a=h(s),i=t=>{const s=h(t)
;if(s===a||n&&s.startsWith(a))return!0;if("severity"!==e)return!1;const o=s.replaceAll("-","")
;return o===a.replaceAll("-","")||/^\d+$/.test(a)&&/\d*$/.exec(o)?.[0]===a}
;return new Set(o.flatMap((t,e)=>i(t)||i(r[e])?[e]:[]))}function P(t,e){const s=t.get("has"===e.field?"open":e.field)
;if(!s)return()=>!1;if("has"===e.field)return t=>s.of(t)[0]>0;const n=E(s,e)
;return t=>Array.from(s.of(t)).some(t=>n.has(t))}function U(t,e,s){const n=({doc:t})=>s?.of(t)[0]??1/0
;"relevance"===e&&t.sort((t,e)=>e.score-t.score),"severity"===e&&t.sort((t,e)=>n(t)===n(e)?0:n(t)-n(e))}
async function O(t){
const{format:e,build:s}=d(await t("current.json")),n=1===e?d(await t(`${s}/manifest.json`)):{},{docs:o,stop:r,shards:a,tokens:i}=n
;if(!(1===n.format&&1===i&&n.build===s&&o>=0&&o<8388608)||"string"!=typeof r||"string"!=typeof a)throw l("damaged","manifest")
;return new S(t,n)}function*j(e){for(const{0:s,index:r}of e.matchAll(t))if(o.test(s))for(const t of s.matchAll(n)){
const e=o.test(t[0])?[...t[0]]:[t[0]];let s=r+t.index;for(let t=0;t<Math.max(e.length-1,1);t++){
const n=e.slice(t,t+2).join("");yield{form:a(n),from:s,to:s+n.length},s+=e[t].length}}else yield{form:a(s),from:r,
to:r+s.length}}function z(t,e,s=0,n=t.length){const o=[""];let r=s;for(const a of e){if(a.from<s||a.to>n)continue
;const e=o.length-2;a.from<=r&&e>0?o[e]+=t.slice(r,a.to):o.splice(-1,1,t.slice(r,a.from),t.slice(a.from,a.to),""),r=a.to
}return o[o.length-1]=t.slice(r,n)+(n<t.length?" …":""),s&&(o[0]=`… ${o[0]}`),o}
const C=(t,e)=>z(t,[...j(t)].filter(({form:t})=>e.has(t)));function q(t){const e=[];let[s,n,o]=[0,0,0]
;return t.forEach((r,a)=>{void 0!==r&&(e[r]=(e[r]??0)+1,n+=e[r]>1?1:10);const i=t[a-30];void 0!==i&&(n-=--e[i]?1:10),
n>s&&([s,o]=[n,Math.max(a-30+1,0)])}),{best:s,start:o}}function D(t,e){
const{lang:s}=document.documentElement,n=new Intl.PluralRules(s).select(e)
;return("string"==typeof t?t:0===e&&t.zero||t[n]||t.other).replace("{figure}",e.toLocaleString(s))}
const R=(t,e)=>t.replace("{text}",()=>e),F={some:"[[search.some]]",open:t=>D("[[search.open]]",t),
count:t=>D("[[search.count]]",t),more:t=>D("[[search.more]]",t),none:"[[search.none_all]]",showing:"[[search.showing]]",
notices:{field:t=>R("[[search.no_field]]",t),value:t=>R("[[search.no_value]]",t),word:t=>R("[[search.no_word]]",t),
common:t=>R("[[search.common]]",t)}},L={"near-miss":"[[kind.near_miss]]",security:"[[kind.security]]",
drill:"[[kind.drill]]"},B=t=>t.reason;function N(t,e={},...s){const n=document.createElement(t)
;for(const t in e)n.setAttribute(t,e[t]);return n.append(...s),n}const T=t=>t.map((t,e)=>e%2?N("mark",{},t):t)
;function _({date:t,severity:e,services:s,kind:n,open:o}){const r=N("span",{class:"meta"});t&&r.append(N("time",{
datetime:t},function(t){const{lang:e}=document.documentElement
;return new Date(t).toLocaleDateString("en"===e?"en-GB":e,{day:"numeric",month:"short",year:"numeric",timeZone:"UTC"})
}(t)));const a=[e,s.slice(0,3).join(", "),L[n]??"",o?F.open(o):""]
;return r.append(...a.flatMap(t=>t?[N("span",{},t)]:[])),r}const W={open:O,ask(t,e){},shared:{Finder:class{
constructor(t){this.folder=t,this.root=new URL("../",t).href,this.read=(t=>async e=>{const s=s=>fetch(t+e,{cache:s,
signal:AbortSignal.timeout(15e3)});try{
const t="current.json"===e?await s("no-cache").catch(()=>s("force-cache")):await s("default")
;if(!t.ok)throw l(404===t.status?"gone":"damaged",e);return new Uint8Array(await t.arrayBuffer())}catch(t){
throw B(t)?t:l("offline",e)}})(t)}open(){return this.index||(this.index=O(this.read),
this.index.catch(()=>this.index=void 0)),this.index}async ask(t){const e=await this.open();try{return await t(e)
}catch(s){if("offline"===B(s))throw s;this.index=void 0;const n=await this.open()
;if(n.manifest.build===e.manifest.build)throw s;return t(n)}}prefetch(t){
this.open().then(e=>e.prefetch(t)).catch(()=>{})}},PAUSE:120,SAY:F,SORTS:k,counted:D,make:N,namedValues:E,parseQuery:x,
reasonOf:B,results:async function(t,e,s,n,o){const r=function(t){const e=new Map;return t.forEach(({picks:t},s)=>{
for(const{shard:n,stem:o}of t)for(const[t,r]of n.forms.entries())n.stems[t]!==o||e.has(r)||e.set(r,s)}),e}(e.terms)
;return(await Promise.all(e.hits.slice(s,n).map(({doc:e})=>t.fragment(e)))).map(t=>{
const{anchor:e,heading:s,pieces:n}=function({sections:t},e){let s=-1,n={anchor:"",heading:"",pieces:[""]}
;for(const[o,[r,a,i]]of t.entries()){
const c=[...j(a)],h=[...j(i)],l=[...c,...h].map(({form:t})=>e.get(t)),{best:f,start:u}=q(l)
;if(f<=s||s>0&&o===t.length-1)continue;s=f
;const m=h.filter(({form:t})=>e.has(t)),d=l.findIndex((t,e)=>void 0!==t&&e>=Math.max(u,c.length))-c.length,p=Math.max(d-5,0),g=h[p+30-1],w=h[p+30]?g.to:i.length
;n={anchor:r,heading:a,pieces:z(i,m,p&&h[p].from,w)}}return n}(t,r),a=o+t.url;return{title:T(C(t.title,r)),url:a,
place:e?`${a}#${encodeURIComponent(e)}`:a,heading:s,snippet:T(n),meta:_(t)}})},
summary:function({total:t,hits:e,corrected:s,notices:n}){
const o=e.length-t,r=[t?F.count(t):F.none,o?`, ${F.more(o)}`:"",". "]
;return[...s.flatMap(([,t])=>[`${F.showing} `,N("strong",{},t.join(", ")),". "]),...r,n.map(([t,e])=>F.notices[t](e)).join(" ")]
}}};Object.assign(globalThis,{debriefsSearch:W})})();
