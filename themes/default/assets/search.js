// Made from themes/default/search/ by its build.mjs.
(()=>{"use strict"
;const t=/[\p{Alphabetic}\p{N}\p{M}]+/gu,e=/[^\p{Alphabetic}\p{N}\p{M}]+/gu,s="\\u2e80-\\u9fff\\uac00-\\ud7ff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}",n=RegExp(`[${s}]+|[^${s}]+`,"gu"),o=RegExp(`[${s}]`,"u"),r={
ß:"ss",æ:"ae",œ:"oe",ø:"o",đ:"d",ð:"d",þ:"th",ł:"l",ħ:"h",ı:"i",ŋ:"n",ς:"σ"
},i=t=>/^[a-z0-9]+$/.test(t)?t:t.normalize("NFKD").replace(/[\u0300-\u036f]/g,"").toLowerCase().replace(/[ßæœøđðþłħıŋς]/g,t=>r[t]).normalize("NFC").replace(e,"")
;function a(t){const e=i(t);return o.test(e)?(e.match(n)??[]).flatMap(t=>{const e=o.test(t)?[...t]:[]
;return e.length<2?[t]:e.slice(1).map((t,s)=>e[s]+t)}):e?[e]:[]}
const c=e=>(e.match(t)??[]).flatMap(a),l=e=>(e.match(t)??[]).map(i).join("-"),h=(t,e="")=>Object.assign(new Error(`search: ${t} ${e}`),{
reason:t}),f=new TextDecoder("utf-8",{fatal:!0});class u{constructor(t,e=0){this.bytes=t,this.at=e}take(t){
const e=this.at;if(this.at+=t,this.at>this.bytes.length)throw h("damaged");return this.bytes.subarray(e,this.at)}
varint(){let t=0;for(let e=1;e<2**35;e*=128){const s=this.bytes[this.at++];if(void 0===s)break;if(t+=(127&s)*e,
s<128)return t}throw h("damaged")}count(){const t=this.varint();if(t>this.bytes.length-this.at)throw h("damaged")
;return t}text(){return f.decode(this.take(this.count()))}float(){const t=this.take(4)
;return new DataView(t.buffer,t.byteOffset).getFloat32(0,!0)}end(){if(this.at!==this.bytes.length)throw h("damaged")}}
async function d(t){try{const e=new Blob([t]).stream().pipeThrough(new DecompressionStream("gzip"))
;return new Uint8Array(await new Response(e).arrayBuffer())}catch{throw h("damaged")}}function p(t){try{
return JSON.parse(f.decode(t))}catch{throw h("damaged")}}function m(t,e){const s=t.count(),n=new Uint32Array(s),o=[]
;let r=new Uint8Array(0);for(let i=0;i<s;i++){const s=t.varint(),a=t.take(t.count());if(s>r.length)throw h("damaged")
;const c=new Uint8Array(s+a.length);c.set(r.subarray(0,s)),c.set(a,s),o.push(f.decode(c)),n[i]=e(),r=c}return{forms:o,
values:n}}function g(t,e,s){if(e>s)throw h("damaged");const n=new Uint32Array(e);let o=0;for(let r=0;r<e;r++){
const e=t.varint();if(o+=e,o>=s||r&&!e)throw h("damaged");n[r]=o}return{docs:n,impacts:t.take(e)}}function w(t,e){
const[s]=t.take(1),n=s<2?t.count():0,o=[],r=[];for(let e=0;e<n;e++)o.push(t.text()),r.push(t.text());if(1===s){
const s=Array.from({length:e},()=>Array.from({length:t.count()},()=>t.varint()))
;if(s.some(t=>t.some(t=>t>=n)))throw h("damaged");return{slugs:o,labels:r,of:t=>s[t]}}
const i=2===s||n>254,a=t.take(i?2*e:e),c=t=>i?a[2*t]+256*a[2*t+1]:a[t];if(s>2)throw h("damaged");if(2===s)return{
slugs:o,labels:r,of:t=>[c(t)]};for(let t=0;t<e;t++)if(c(t)>n)throw h("damaged");return{slugs:o,labels:r,
of:t=>c(t)?[c(t)-1]:[]}}function y(t,e){const s=new Map;for(const n of e){let e=0;s.set(n,Array.from({length:t.count()
},()=>e+=t.varint()))}return s}
const b=["service","team","cause","severity","year","status","kind","owner","tag"],v=/(-(?=[\p{Alphabetic}"]))?(?:([a-z-]+):(?=\S))?(?:"([^"]*)("?)|([^\s"]+))/giu,k=["relevance","newest","severity"]
;function $(t,e,s){const n=t.replace(/[“”„]/g,'"'),o={words:[],phrases:[],filters:[],not:{words:[],phrases:[],filters:[]
},sort:k[0],places:[],unknown:[],common:[]};for(const t of n.matchAll(v)){const[r,i,a="",c,l,h]=t,f={minus:!!i,
quoted:void 0!==c,value:c??h,open:!1},u=t.index+r.length;f.open=e&&u===n.length&&!l
;const d=a.toLowerCase(),p=f.value.toLowerCase(),m=i?o.not:o,g={field:d,value:p,from:t.index,to:u}
;if(b.includes(d)||"has"===d&&"open-actions"===p)m.filters.push({field:d,value:f.value,open:f.open}),
i||o.places.push(g);else if("sort"===d&&k.includes(p))o.sort=p,o.places.push(g);else if("title"===d)x(m,f,s);else{
d&&o.unknown.push(a);const t=r.slice(i?1:0);o.common.push(...A(m,d?{...f,value:t,quoted:!1}:f,s))}}return o}
function x(t,{value:e,minus:s,quoted:n,open:o},r){const i=c(e).filter(t=>!r.has(t));i.forEach((e,r)=>{
const a=o&&!s&&r===i.length-1;t.words.push({form:e,exact:n||s,title:!0,open:a})})}
function A(t,{value:e,minus:s,quoted:n,open:o},r){const i=c(e),a=i.map((t,e)=>({form:t,offset:e
})).filter(({form:t})=>!r.has(t));if(!a.length)return i;const l=o&&!s&&a[a.length-1].offset===i.length-1
;return a.length>1?t.phrases.push({forms:a,open:l}):t.words.push({form:a[0].form,exact:s||n||i.length>1,title:!1,open:l
}),[]}function M(t,e){let[s,n]=[0,t.length];for(;s<n;){const o=s+n>>1;t[o]<e?s=o+1:n=o}return s}class S{
constructor(t,e){this.read=t,this.manifest=e,this.stop=new Set(e.stop.split(" ")),this.bounds=e.shards.split(" "),
this.loaded=new Map}file(t,e,s,n){let o=this.loaded.get(t)
;return o||(o=this.read(`${this.manifest.build}/${t}.bin`).then(d).then(o=>{
const r=new u(o),i=f.decode(r.take(3))+r.take(1)[0]+String.fromCharCode(r.take(1)[0]),[a,c]=[r.varint(),r.varint()]
;if(i!==`DBS1${e}`||a!==s||c!==this.manifest.docs)throw h("damaged",t);return n(r)}),o.catch(()=>this.loaded.delete(t)),
this.loaded.set(t,o)),o}shard(t){return this.file(`s/${t}`,"s",t,e=>function(t,e){
const{forms:s,values:n}=m(t,()=>t.varint()),o=t.count(),r=new Uint32Array(o),i=new Float32Array(o),a=new Uint32Array(o),c=[]
;for(let s=0;s<o;s++)r[s]=t.varint(),i[s]=t.float(),a[s]=t.varint(),c.push(2&a[s]?`twin ${t.varint()}`:`${e} ${s}`)
;if(n.some(t=>t>=o))throw h("damaged");const l=[];for(const e of a)l.push(t.at),1&e||t.take(e>>>2);return t.end(),{
number:e,bytes:t.bytes,forms:s,stems:n,df:r,max:i,ref:a,names:c,at:l}}(e,t))}words(){
return this.file("words","w",0,t=>m(t,()=>t.take(1)[0]))}columns(){return this.file("cols","c",0,t=>function(t,e){
const s=new Map;for(let n=t.count();n>0;n--)s.set(t.text(),w(t,e));return t.end(),s}(t,this.manifest.docs))}fragment(t){
return this.file(`f/${t}`,"f",t,t=>p(t.take(t.bytes.length-t.at)))}shardOf(t){const e=M(this.bounds,t)
;return this.bounds[e]===t?e:Math.max(e-1,0)}async postings(t,e){const[s,n,o]=[t.df[e],t.ref[e],this.manifest.docs]
;if(!(1&n))return g(new u(t.bytes,t.at[e]),s,o);const r=n>>>2;return this.file(`x/${r}`,"x",r,t=>{const e=g(t,s,o)
;return t.end(),e})}async prefetch(t){for(const e of c(t)){if(e.length<3||this.stop.has(e))continue
;const t=await this.shard(this.shardOf(e)),s=M(t.forms,e)
;e.length>3&&t.forms[s]?.startsWith(e)&&await this.postings(t,t.stems[s])}}async exact(t){
const e=await this.shard(this.shardOf(t)),s=M(e.forms,t);return e.forms[s]===t?[{shard:e,stem:e.stems[s],weight:1}]:[]}
async completions(t,e){const s=new Map;let n=512
;for(let o=this.shardOf(t);n>0&&o<this.bounds.length&&(this.bounds[o].startsWith(t)||!(o>this.shardOf(t)));o++){
const r=await this.shard(o);for(let o=M(r.forms,t);n>0&&r.forms[o]?.startsWith(t);o++){if(r.forms[o]===t)continue;n--
;const i=r.stems[o],a=r.names[i];if(e.some(t=>t.shard.names[t.stem]===a))continue
;const c=(e.length?.3:.8)*Math.sqrt(t.length/r.forms[o].length),l=s.get(a)??{shard:r,stem:i,weight:c}
;l.weight=Math.max(l.weight,c),s.set(a,l)}}return function(t){const e=({shard:t,stem:e})=>t.df[e]
;return t.sort((t,s)=>e(s)-e(t)).slice(0,12)}([...s.values()])}async picks({form:t,exact:e,open:s}){
const n=await this.exact(t),r=[];if(e)return{picks:n,corrected:r}
;const i=!(t.length>=3||o.test(t))||!s&&n.length?n:[...n,...await this.completions(t,n)]
;if(!i.length&&t.length>3&&!/\d/.test(t))for(const{form:e,weight:s}of function(t,{forms:e,values:s}){
let n=t.length<8?1:2,o=[];return e.forEach((e,r)=>{if(Math.abs(e.length-t.length)>n||/\d/.test(e))return
;const i=function(t,e,s){if(Math.abs(t.length-e.length)>s)return s+1;let n=[],o=Array.from({length:e.length+1},(t,e)=>e)
;for(let r=1;r<=t.length;r++){const i=[r];let a=r;for(let s=1;s<=e.length;s++){const c=t[r-1]===e[s-1]
;let l=Math.min(o[s]+1,i[s-1]+1,o[s-1]+(c?0:1));r>1&&s>1&&t[r-1]===e[s-2]&&t[r-2]===e[s-1]&&(l=Math.min(l,n[s-2]+1)),
i.push(l),l<a&&(a=l)}if(a>s)return a;[n,o]=[o,i]}return o[e.length]}(t,e,n);i>n||(i<n&&([n,o]=[i,[]]),o.push({form:e,
cost:(e[0]===t[0]?0:8)-s[r]}))}),o.sort((t,e)=>t.cost-e.cost),o.slice(0,3).map(({form:t})=>({form:t,weight:1===n?.6:.4
}))}(t,await this.words())){for(const t of await this.exact(e))i.push({...t,weight:s});r.push(e)}return{picks:i,
corrected:r}}async term(t){const{picks:e,corrected:s}=await this.picks(t);return{picks:e,corrected:s,
scores:await this.scores(e,t.title)}}async scores(t,e){const s=new Float64Array(this.manifest.docs)
;return(await Promise.all(t.map(({shard:t,stem:e})=>this.postings(t,e)))).forEach(({docs:n,impacts:o},r)=>{
const i=t[r].shard.max[t[r].stem]/127*t[r].weight;n.forEach((t,n)=>{const r=(o[n]>>1)*i;(!e||1&o[n])&&r>s[t]&&(s[t]=r)})
}),s}async positions({shard:t,stem:e}){const{docs:s}=await this.postings(t,e),n=t.ref[e]>>>2
;if(1&t.ref[e])return this.file(`p/x${n}`,"q",n,t=>{const e=y(t,s);return t.end(),e})
;const{bytes:o,starts:r}=await this.file(`p/${t.number}`,"p",t.number,e=>{
const s=Array.from(t.df,()=>e.varint()).map(t=>e.take(t)&&e.at-t);return e.end(),{bytes:e.bytes,starts:s}})
;return y(new u(o,r[e]),s)}async phrase({forms:t,open:e}){const s=await Promise.all(t.map(({form:s},n)=>{
const o=e&&n===t.length-1;return this.term({form:s,exact:!o,title:!1,open:o})
})),n=await Promise.all(s.map(({picks:t})=>Promise.all(t.map(t=>this.positions(t))))),o=(t,e,s)=>n[e].some(e=>e.get(t)?.includes(s)),r=new Set((n[0]??[]).flatMap(t=>[...t.keys()]))
;for(const e of r)n[0].flatMap(t=>t.get(e)??[]).some(s=>t.every(({offset:n},r)=>o(e,r,s+n-t[0].offset)))||r.delete(e)
;return{terms:s,docs:r}}async tests(t){const e=t.length?await this.columns():new Map,s=new Map;for(const n of t){
const t=s.get(n.field),o=C(e,n);s.set(n.field,t?e=>t(e)||o(e):o)}return s}async search(t,{typing:e=!1}={}){
const s=$(t,e,this.stop),{not:n}=s,[o,r,i,a,c,l]=await Promise.all([Promise.all(s.words.map(t=>this.term(t))),Promise.all(s.phrases.map(t=>this.phrase(t))),this.tests(s.filters),Promise.all(n.words.map(t=>this.term(t))),Promise.all(n.phrases.map(t=>this.phrase({
...t,open:!1}))),this.tests(n.filters)]),h=i.size+a.length+c.length+l.size,f=function(t,e,s){
return e.filter(({picks:e},n)=>!(t[n].open&&!e.length&&t[n].form.length<4&&t.length+s>1))
}(s.words,o,h+r.length),u=[...f,...r.flatMap(t=>t.terms)],d=t=>r.every(({docs:e})=>e.has(t))&&!a.some(({scores:e})=>e[t])&&!c.some(({docs:e})=>e.has(t))&&![...l.values()].some(e=>e(t)),p=[[],[]],m=[[],[]]
;for(let t=u.length||h?this.manifest.docs-1:-1;t>=0;t--){const e=f.filter(({scores:e})=>e[t]).length,s=e===f.length
;(s||e)&&d(t)&&(m[s?0:1].push(t),[...i.values()].every(e=>e(t))&&p[s?0:1].push({doc:t,
score:u.reduce((e,{scores:s})=>e+s[t],0)}))}const g="severity"===s.sort?(await this.columns()).get("severity"):void 0
;for(const t of p)U(t,s.sort,g)
;const w=s.words.flatMap(({form:t},e)=>o[e].corrected.length?[[t,o[e].corrected]]:[]),y=await this.notices(s,o);return{
query:s,total:p[0].length,hits:p.flat(),base:m[m[0].length?0:1],terms:u,corrected:w,notices:y}}
async notices({words:t,filters:e,unknown:s,common:n},o){
const r=e.length?await this.columns():new Map,i=e.filter(({field:t,open:e})=>"has"!==t&&!e).filter(t=>!E(r.get(t.field),t).size)
;return[...s.map(t=>["field",t]),...i.map(({field:t,value:e})=>["value",`${t}:${e}`]),...t.filter((t,e)=>!o[e].picks.length).map(({form:t})=>["word",t]),...n.map(t=>["common",t])]
}}function E(t,{field:e,value:s,open:n}){const{slugs:o,labels:r}=t??{slugs:[],labels:[]},i=l(s),a=t=>{const s=l(t)
;if(s===i||n&&s.startsWith(i))return!0;if("severity"!==e)return!1;const o=s.replaceAll("-","")
;return o===i.replaceAll("-","")||/^\d+$/.test(i)&&/\d*$/.exec(o)?.[0]===i}
;return new Set(o.flatMap((t,e)=>a(t)||a(r[e])?[e]:[]))}function C(t,e){const s=t.get("has"===e.field?"open":e.field)
;if(!s)return()=>!1;if("has"===e.field)return t=>s.of(t)[0]>0;const n=E(s,e)
;return t=>Array.from(s.of(t)).some(t=>n.has(t))}function U(t,e,s){const n=({doc:t})=>s?.of(t)[0]??1/0
;"relevance"===e&&t.sort((t,e)=>e.score-t.score),"severity"===e&&t.sort((t,e)=>n(t)===n(e)?0:n(t)-n(e))}
async function q(t){const{format:e,build:s}=p(await t("current.json")),n=1===e?p(await t(`${s}/manifest.json`)):{}
;if(1!==n.format||1!==n.tokens)throw h("damaged","format");return new S(t,n)}function*O(e){
for(const{0:s,index:r}of e.matchAll(t))if(o.test(s))for(const t of s.matchAll(n)){const e=o.test(t[0])?[...t[0]]:[t[0]]
;let s=r+t.index;for(let t=0;t<Math.max(e.length-1,1);t++){const n=e.slice(t,t+2).join("");yield{form:i(n),from:s,
to:s+n.length},s+=e[t].length}}else yield{form:i(s),from:r,to:r+s.length}}function R(t,e,s=1/0){
const n=[...O(t)],o=n.map(({form:t})=>e.get(t)??-1),{start:r,score:i}=function(t,e){const s=new Map;let[n,o,r]=[-1,0,0]
;return t.forEach((i,a)=>{const c=s.get(i)??0;i>=0&&([o]=[o+(c?1:10),s.set(i,c+1)]);const l=a>=e?t[a-e]:-1;if(l>=0){
const t=(s.get(l)??1)-1;s.set(l,t),o-=t?1:10}o>n&&([n,r]=[o,Math.max(a-e+1,0)])}),{start:r,score:Math.max(n,0)}
}(o,Math.min(s,n.length)),a=Math.min(r+s,n.length),c=r>0?n[r].from:0,l=a<n.length?n[a-1].to:t.length,h=[""];let f=c
;for(let e=r;e<a;e++){if(o[e]<0)continue;const s=h.length-2
;n[e].from<=f&&s>0?h[s]+=t.slice(f,n[e].to):h.splice(-1,1,t.slice(f,n[e].from),t.slice(n[e].from,n[e].to),""),f=n[e].to}
return h[h.length-1]=t.slice(f,l)+(l<t.length?" …":""),c>0&&(h[0]=`… ${h[0]}`),{pieces:h,score:i}}const D={
search:"Search the debriefs",close:"Close",results:"Results",recent:"Recent searches",forget:"Forget these",
all:"Debriefs with all of it",some:"With some of your words",
tips:'Type a symptom, a service, an error message. "Quotes" keep words together, -word leaves one out, service:name narrows.',
keys:["↑ ↓ choose","Enter opens","Ctrl Enter in a new tab"],open:t=>1===t?"1 open action":`${t} open actions`,
count:t=>1===t?"1 debrief":`${t.toLocaleString()} debriefs`,
more:t=>1===t?"1 with some of your words":`${t.toLocaleString()} with some of your words`,
none:"No debrief has all of this",showing:"Showing results for",
see:t=>t>1?`All ${t.toLocaleString()} results`:"Search page",notices:{
field:t=>`There is no field “${t}”; searched as words.`,value:t=>`No debrief has ${t}.`,
word:t=>`No debrief has “${t}”.`,common:t=>`“${t}” is too common to search for.`},
offline:"You seem to be offline. Search needs a connection for words it has not looked up yet.",
broken:"Search is unavailable: its index could not be read. The lists of debriefs by service and year still work."
},P=t=>t.reason;class T{constructor(t){this.folder=t,this.root=new URL("../",t).href,this.read=(t=>async e=>{
const s=s=>fetch(t+e,{cache:s,signal:AbortSignal.timeout(15e3)});try{
const t="current.json"===e?await s("no-cache").catch(()=>s("force-cache")):await s("default")
;if(!t.ok)throw h(404===t.status?"gone":"damaged",e);return new Uint8Array(await t.arrayBuffer())}catch(t){
throw P(t)?t:h("offline",e)}})(t)}open(){return this.index||(this.index=q(this.read),
this.index.catch(()=>this.index=void 0)),this.index}async ask(t){const e=await this.open();try{return await t(e)
}catch(s){if("offline"===P(s))throw s;this.index=void 0;const n=await this.open()
;if(n.manifest.build===e.manifest.build)throw s;return t(n)}}prefetch(t){
this.open().then(e=>e.prefetch(t)).catch(()=>{})}}function j(t,e={},...s){const n=document.createElement(t)
;for(const t in e)n.setAttribute(t,e[t]);return n.append(...s),n}const N=t=>t.map((t,e)=>e%2?j("mark",{},t):t)
;async function z(t,e,s,n,o){const r=function(t){const e=new Map;return t.forEach(({picks:t},s)=>{
for(const{shard:n,stem:o}of t)for(const[t,r]of n.forms.entries())n.stems[t]!==o||e.has(r)||e.set(r,s)}),e}(e.terms)
;return(await Promise.all(e.hits.slice(s,n).map(({doc:e})=>t.fragment(e)))).map(t=>{
const{anchor:e,heading:s,pieces:n}=function({sections:t},e){let s={anchor:"",heading:"",...R("",e)}
;for(const[n,o,r]of t){const t=R(r,e,30),i=R(`${o}\n${r}`,e,30).score;(i>s.score||!s.pieces[0])&&(s={anchor:n,heading:o,
...t,score:i})}return s}(t,r),i=o+t.url;return{title:N(R(t.title,r).pieces),url:i,
place:e?`${i}#${encodeURIComponent(e)}`:i,heading:s,snippet:N(n),meta:K(t)}})}
function K({date:t,severity:e,services:s,kind:n,open:o}){const r=j("span",{class:"meta"});t&&r.append(j("time",{
datetime:t},function(t){const{lang:e}=document.documentElement
;return new Date(t).toLocaleDateString("en"===e?"en-GB":e,{day:"numeric",month:"short",year:"numeric",timeZone:"UTC"})
}(t)));const i=[e,s.slice(0,3).join(", "),"incident"===n?"":n.replace("-"," "),o?D.open(o):""]
;return r.append(...i.flatMap(t=>t?[j("span",{},t)]:[])),r}function L({total:t,hits:e,corrected:s,notices:n}){
const o=e.length-t,r=[t?D.count(t):D.none,o?`, ${D.more(o)}`:"",". "]
;return[...s.flatMap(([,t])=>[`${D.showing} `,j("strong",{},t.join(", ")),". "]),...r,n.map(([t,e])=>D.notices[t](e)).join(" ")]
}const F={read(){try{const t=JSON.parse(localStorage.getItem("searches")??"[]")
;return Array.isArray(t)?t.filter(t=>"string"==typeof t).slice(0,5):[]}catch{return[]}},write(t){try{
localStorage.setItem("searches",JSON.stringify(t.slice(0,5)))}catch{}},add(t){
t&&this.write([t,...this.read().filter(e=>e!==t)])}};class I{constructor(t){this.finder=t,this.asked=0,this.timer=0,
this.active=-1,this.options=[],this.input=j("input",{type:"search",name:"q",role:"combobox","aria-label":D.search,
placeholder:D.search,"aria-autocomplete":"list","aria-controls":"_finds","aria-expanded":"false",autocomplete:"off",
autocapitalize:"none",spellcheck:"false",enterkeyhint:"go"}),this.said=j("p",{class:"said",role:"status"}),
this.list=j("div",{class:"finds",id:"_finds",role:"listbox","aria-label":D.results}),this.tips=j("div",{class:"tips"}),
this.all=j("a",{href:t.folder});const e=j("button",{type:"button","aria-label":D.close},"Esc"),s=j("form",{class:"ask",
role:"search"},this.input,e),n=D.keys.map(t=>j("span",{},t));this.element=j("dialog",{class:"quick",
"aria-label":D.search},s,this.said,this.list,this.tips,j("footer",{},...n,this.all)),e.onclick=()=>this.element.close(),
s.onsubmit=t=>t.preventDefault(),this.element.onclick=t=>this.clicked(t),this.element.onkeydown=t=>this.key(t),
this.input.oninput=()=>this.typed(),document.body.append(this.element)}open(t){
this.element.open||this.element.showModal(),t?this.input.value=t:this.input.select(),this.typed()}typed(){
const t=this.input.value;this.all.href=`${this.finder.folder}?q=${encodeURIComponent(t.trim())}`,
clearTimeout(this.timer),
this.asked++,this.choose(-1),this.finder.prefetch(t),t.trim()?this.timer=setTimeout(()=>this.answer(),120):this.showRecent()
}async answer(){const t=++this.asked,e=this.input.value;try{const[s,n]=await this.finder.ask(async t=>{
const s=await t.search(e,{typing:!0});return[s,await z(t,s,0,8,this.finder.root)]});t===this.asked&&this.show(s,n)
}catch(e){if(t!==this.asked)return;this.fill([],["offline"===P(e)?D.offline:D.broken],"")}}show(t,e){
const s=e.map(B),n=[W(t.total<t.hits.length?D.all:"",s.slice(0,t.total)),W(D.some,s.slice(t.total))]
;this.fill(n.flat(),L(t),""),this.all.textContent=D.see(t.hits.length),this.choose(s.length?0:-1)}showRecent(){
const t=F.read().map(t=>j("a",{role:"option",tabindex:"-1","data-query":t,
href:`${this.finder.folder}?q=${encodeURIComponent(t)}`},t));if(this.fill(W(D.recent,t),[],D.tips),
this.all.textContent=D.see(0),!t.length)return;const e=j("button",{type:"button",class:"button"},D.forget)
;e.onclick=()=>{F.write([]),this.showRecent(),this.input.focus()},this.tips.append(j("p",{},e))}fill(t,e,s){
this.list.replaceChildren(...t),this.said.replaceChildren(...e),this.tips.replaceChildren(...s?[j("p",{},s)]:[]),
this.options=[...this.list.querySelectorAll("a")],this.options.forEach((t,e)=>t.id=`_find${e}`),
this.input.setAttribute("aria-expanded",`${this.options.length>0}`),this.list.scrollTop=0,this.choose(-1)}choose(t){
const{options:e}=this;this.active=t,e.forEach((e,s)=>e.setAttribute("aria-selected",`${s===t}`)),
t<0?this.input.removeAttribute("aria-activedescendant"):this.input.setAttribute("aria-activedescendant",e[t].id),
e[t]?.scrollIntoView({block:"nearest"})}key(t){if(t.target!==this.input||t.isComposing)return
;const e=this.options.length-1,s={ArrowDown:this.active<e?this.active+1:0,ArrowUp:this.active>0?this.active-1:e,Home:0,
End:e}[t.key],n=("Home"===t.key||"End"===t.key)&&(this.active<0||t.shiftKey);if("Enter"===t.key)this.enter(t);else{
if(void 0===s||e<0||n)return;this.choose(s)}t.preventDefault()}enter(t){const e=this.options[this.active]??this.all
;t.ctrlKey||t.metaKey?(F.add(this.input.value.trim()),open(e.href,"_blank","noopener")):e.click()}clicked(t){
const e=t.target;if(e===this.element)return this.element.close();const s=e.closest("a");if(!s)return
;const n=s.dataset.query;if(n&&!t.ctrlKey&&!t.metaKey)return t.preventDefault(),this.input.focus(),void this.open(n)
;F.add(this.input.value.trim()),t.ctrlKey||t.metaKey||t.shiftKey||this.element.close()}}
function B({title:t,place:e,heading:s,snippet:n,meta:o}){const r=s?[j("span",{class:"where"},`${s}: `)]:[]
;return j("a",{role:"option",tabindex:"-1",href:e},j("span",{class:"title",dir:"auto"},...t),j("span",{class:"snippet",
dir:"auto"},...r,...n),o)}function W(t,e){if(!e.length)return[];const s=t?[j("div",{class:"label","aria-hidden":"true"
},t)]:[];return[j("div",{role:"group","aria-label":t||D.results},...s,...e)]}let _,J;const V={open:q,ask(t,e){
_??=new T(t),J??=new I(_),J.open(e)},shared:{Finder:T,PAUSE:120,SAY:D,SORTS:k,make:j,namedValues:E,parseQuery:$,
reasonOf:P,results:z,summary:L}};Object.assign(globalThis,{debriefsSearch:V})})();
