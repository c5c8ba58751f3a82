// Made from themes/default/search/ by its build.mjs.
(()=>{"use strict"
;const{Finder:t,PAUSE:e,SAY:s,SORTS:i,make:a,namedValues:n,parseQuery:r,reasonOf:o,results:h,summary:l}=debriefsSearch.shared,c=[["service","Service"],["team","Team"],["cause","Cause"],["severity","Severity"],["year","Year"],["status","Status"],["tag","Tag"],["has","Still to do"]]
;function u(t,e){const s=t.querySelector(e);if(!s)throw new Error(`templates/search.html has no ${e}`);return s}class d{
constructor(t,e){this.finder=e,this.asked=0,this.timer=0,this.typing=!1,this.shown=10,this.wide=new Set,
this.form=u(t,"form"),this.input=u(t,"input"),this.results=u(t,".results"),this.status=u(t,"[data-status]"),
this.sort=u(t,"[data-sort]"),this.hits=u(t,"[data-hits]"),this.more=u(t,"[data-more]"),this.facets=u(t,"[data-facets]"),
this.states=[...t.querySelectorAll("[data-state]")],this.listen(),e.open().catch(()=>{}),this.restore(),
this.input.value||this.input.focus()}listen(){this.input.oninput=()=>this.typed(),this.form.onsubmit=t=>{
t.preventDefault(),this.set(this.input.value)
},this.sort.onchange=()=>this.set(m(this.input.value,"sort",this.sort.value)),this.more.onclick=()=>this.showMore(),
this.facets.onclick=t=>this.toggled(t),addEventListener("popstate",()=>this.restore()),
addEventListener("online",()=>this.answer()),addEventListener("scroll",()=>this.later(),{passive:!0}),
this.hits.addEventListener("click",()=>this.remember(),!0),history.scrollRestoration="manual"}async restore(){
const t=history.state??{};this.input.value=new URLSearchParams(location.search).get("q")??"",
this.typing=Boolean(t.typing),this.shown=t.shown??10,await this.answer(),scrollTo({top:t.top??0,behavior:"instant"})}
remember(t=!1){clearTimeout(this.waiting)
;const e=this.input.value.trim(),s=e?`?q=${encodeURIComponent(e)}`:location.pathname,i={
typing:this.typing&&!/\s$/.test(this.input.value),shown:this.shown,top:t?0:scrollY}
;t&&s!==(location.search||location.pathname)?history.pushState(i,"",s):history.replaceState(i,"",s)}later(){
clearTimeout(this.waiting),this.waiting=setTimeout(()=>this.remember(),500)}typed(){clearTimeout(this.timer),
this.asked++,this.typing=!0,this.finder.prefetch(this.input.value),this.timer=setTimeout(()=>{this.shown=10,
this.answer(),this.later()},e)}set(t){clearTimeout(this.timer),this.remember(),this.input.value=t,this.typing=!1,
this.shown=10,this.remember(!0),this.answer()}async answer(){const t=++this.asked,e=this.input.value
;if(!e.trim())return this.state("empty");try{const[s,i,a]=await this.finder.ask(async s=>{const i=await s.search(e,{
typing:this.typing}),a=t===this.asked?this.shown:0;return[s,i,await h(s,i,0,a,this.finder.root)]})
;if(t!==this.asked)return;this.show(i,a);const r=await async function(t,{base:e,query:s}){
const i=await t.columns(),a=await t.tests(s.filters),r=c.map(([t,r])=>{
const o=[...a].filter(([e])=>e!==t).map(([,t])=>t),h=e.filter(t=>o.every(e=>e(t))),l=s.filters.filter(e=>e.field===t),c="has"===t?function(t,e,s){
return[{slug:"open-actions",label:"open actions",count:e.filter(e=>(t.get("open")?.of(e)[0]??0)>0).length,on:s.length>0
}]}(i,h,l):function(t,e,s){const i=new Uint32Array(t?.slugs.length??0)
;for(const s of e)for(const e of Array.from(t?.of(s)??[]))i[e]++;const a=s.map(e=>n(t,e))
;return(t?.slugs??[]).map((e,s)=>({slug:e,label:t?.labels[s]??e,count:i[s],on:a.some(t=>t.has(s))}))}(i.get(t),h,l)
;return["service","team","cause","tag"].includes(t)&&c.sort((t,e)=>e.count-t.count),{field:t,name:r,
values:c.filter(({count:t,on:e})=>t||e)}});return r.filter(({values:t})=>t.length)}(s,i)
;t===this.asked&&this.showFacets(r)}catch(e){t===this.asked&&this.state("offline"===o(e)?"offline":"broken")}}state(t){
for(const e of this.states)e.hidden=e.dataset.state!==t;this.results.hidden=Boolean(t),t&&(this.facets.hidden=!0,
this.status.replaceChildren(),this.hits.replaceChildren())}show(t,e){this.state(),this.status.replaceChildren(...l(t)),
this.sort.value=t.query.sort;for(const e of this.states)"none"===e.dataset.state&&(e.hidden=t.hits.length>0)
;const[i,n]=[e.slice(0,t.total),e.slice(t.total)].map(t=>t.map(p));this.hits.replaceChildren(...i.length?[a("ol",{
class:"hits"},...i)]:[]),n.length&&this.hits.append(a("h2",{class:"some"},s.some),a("ol",{class:"hits"},...n)),
this.more.hidden=t.hits.length<=this.shown}async showMore(){const t=this.shown;this.shown+=20,await this.answer(),
this.remember(),this.hits.querySelectorAll("a.name")[t]?.focus({preventScroll:!0})}showFacets(t){
const e=document.activeElement?.dataset?.key
;if(this.facets.replaceChildren(u(this.facets,"summary"),...t.map(t=>this.facet(t))),this.facets.hidden=!t.length,
!e)return;const s=this.facets.querySelector(`[data-key="${CSS.escape(e)}"]`);s?.focus({preventScroll:!0})}
facet({field:t,name:e,values:s}){
const i=this.wide.has(t)||s.length<=9,n=s.filter(({on:t},e)=>i||t||e<8),r=n.map(e=>a("li",{},function(t,{slug:e,label:s,count:i,on:n}){
return a("button",{type:"button","aria-pressed":`${n}`,"data-key":`${t}:${e}`,"data-field":t,"data-slug":e
},a("span",{},s),a("span",{class:"num"},i.toLocaleString()))}(t,e))),o=s.length-n.length
;return o&&r.push(a("li",{},a("button",{type:"button",class:"wide","data-wide":t},`${o} more`))),
a("section",{},a("h2",{},e),a("ul",{},...r))}toggled(t){const e=t.target.closest("button");if(!e)return
;const{wide:s,field:i="",slug:a=""}=e.dataset
;s?(this.wide.add(s),this.answer()):this.set("true"===e.getAttribute("aria-pressed")?f(this.input.value,i,a):m(this.input.value,i,a))
}}function p({title:t,url:e,place:s,heading:i,snippet:n,meta:r}){const o=i?[a("a",{class:"where",href:s},i),": "]:[]
;return a("li",{},a("h3",{class:"title",dir:"auto"},a("a",{class:"name",href:e},...t)),a("p",{class:"snippet",dir:"auto"
},...o,...n),r)}function f(t,e,s){let i=t;const{places:a}=r(t,!1,new Set);for(const t of a.reverse()){
const a="sort"===e||n({slugs:[s],labels:[s],of:()=>[]},{...t,open:!1}).size>0
;t.field===e&&a&&(i=i.slice(0,t.from)+i.slice(t.to))}return i.replace(/\s+/g," ").trim()}function m(t,e,s){
const a="sort"===e?f(t,e,s):t.trim();return s===i[0]?a:`${a} ${e}:${s}`.trim()}
const w=document.querySelector("[data-search]");if(w){const e=new d(w,new t(new URL("./",location.href).href))
;debriefsSearch.ask=()=>e.input.select()}})();
