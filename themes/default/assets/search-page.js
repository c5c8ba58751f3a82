// Made from themes/default/search/ by its build.mjs.
(()=>{"use strict"
;const{Finder:t,PAUSE:e,SAY:s,SORTS:i,counted:a,make:n,namedValues:r,parseQuery:o,reasonOf:h,results:l,summary:c}=debriefsSearch.shared,u=[["service","[[facet.service]]"],["team","[[facet.team]]"],["cause","[[facet.cause]]"],["severity","[[facet.severity]]"],["year","[[facet.year]]"],["status","[[facet.status]]"],["tag","[[facet.tag]]"],["has","[[search.to_do]]"]]
;function d(t,e){const s=t.querySelector(e);if(!s)throw new Error(`templates/search.html has no ${e}`);return s}class f{
constructor(t,e){this.finder=e,this.asked=0,this.timer=0,this.typing=!1,this.shown=10,this.wide=new Set,
this.form=d(t,"form"),this.input=d(t,"input"),this.results=d(t,".results"),this.status=d(t,"[data-status]"),
this.sort=d(t,"[data-sort]"),this.hits=d(t,"[data-hits]"),this.more=d(t,"[data-more]"),this.facets=d(t,"[data-facets]"),
this.states=[...t.querySelectorAll("[data-state]")],this.listen(),e.open().catch(()=>{}),this.restore(),
this.input.value||this.input.focus()}listen(){this.input.oninput=()=>this.typed(),this.form.onsubmit=t=>{
t.preventDefault(),this.set(this.input.value)
},this.sort.onchange=()=>this.set(w(this.input.value,"sort",this.sort.value)),this.more.onclick=()=>this.showMore(),
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
typing:this.typing}),a=t===this.asked?this.shown:0;return[s,i,await l(s,i,0,a,this.finder.root)]})
;if(t!==this.asked)return;this.show(i,a);const n=await async function(t,{base:e,query:s}){
const i=await t.columns(),a=await t.tests(s.filters),n=u.map(([t,n])=>{
const o=[...a].filter(([e])=>e!==t).map(([,t])=>t),h=e.filter(t=>o.every(e=>e(t))),l=s.filters.filter(e=>e.field===t),c="has"===t?function(t,e,s){
return[{slug:"open-actions",label:"[[search.open_actions]]",count:e.filter(e=>(t.get("open")?.of(e)[0]??0)>0).length,
on:s.length>0}]}(i,h,l):function(t,e,s){const i=new Uint32Array(t?.slugs.length??0)
;for(const s of e)for(const e of Array.from(t?.of(s)??[]))i[e]++;const a=s.map(e=>r(t,e))
;return(t?.slugs??[]).map((e,s)=>({slug:e,label:t?.labels[s]??e,count:i[s],on:a.some(t=>t.has(s))}))}(i.get(t),h,l)
;return["service","team","cause","tag"].includes(t)&&c.sort((t,e)=>e.count-t.count),{field:t,name:n,
values:c.filter(({count:t,on:e})=>t||e)}});return n.filter(({values:t})=>t.length)}(s,i)
;t===this.asked&&this.showFacets(n)}catch(e){t===this.asked&&this.state("offline"===h(e)?"offline":"broken")}}state(t){
for(const e of this.states)e.hidden=e.dataset.state!==t;this.results.hidden=Boolean(t),t&&(this.facets.hidden=!0,
this.status.replaceChildren(),this.hits.replaceChildren())}show(t,e){this.state(),this.status.replaceChildren(...c(t)),
this.sort.value=t.query.sort;for(const e of this.states)"none"===e.dataset.state&&(e.hidden=t.hits.length>0)
;const[i,a]=[e.slice(0,t.total),e.slice(t.total)].map(t=>t.map(p));this.hits.replaceChildren(...i.length?[n("ol",{
class:"hits"},...i)]:[]),a.length&&this.hits.append(n("h2",{class:"some"},s.some),n("ol",{class:"hits"},...a)),
this.more.hidden=t.hits.length<=this.shown}async showMore(){const t=this.shown;this.shown+=20,await this.answer(),
this.remember(),this.hits.querySelectorAll("a.name")[t]?.focus({preventScroll:!0})}showFacets(t){
const e=document.activeElement?.dataset?.key
;if(this.facets.replaceChildren(d(this.facets,"summary"),...t.map(t=>this.facet(t))),this.facets.hidden=!t.length,
!e)return;const s=this.facets.querySelector(`[data-key="${CSS.escape(e)}"]`);s?.focus({preventScroll:!0})}
facet({field:t,name:e,values:s}){
const i=this.wide.has(t)||s.length<=9,r=s.filter(({on:t},e)=>i||t||e<8),o=r.map(e=>n("li",{},function(t,{slug:e,label:s,count:i,on:a}){
return n("button",{type:"button","aria-pressed":`${a}`,"data-key":`${t}:${e}`,"data-field":t,"data-slug":e
},n("span",{},s),n("span",{class:"num"},i.toLocaleString()))}(t,e))),h=s.length-r.length
;return h&&o.push(n("li",{},n("button",{type:"button",class:"wide","data-wide":t},a("[[search.wider]]",h)))),
n("section",{},n("h2",{},e),n("ul",{},...o))}toggled(t){const e=t.target.closest("button");if(!e)return
;const{wide:s,field:i="",slug:a=""}=e.dataset
;s?(this.wide.add(s),this.answer()):this.set("true"===e.getAttribute("aria-pressed")?m(this.input.value,i,a):w(this.input.value,i,a))
}}function p({title:t,url:e,place:s,heading:i,snippet:a,meta:r}){const o=i?[n("a",{class:"where",href:s},i),": "]:[]
;return n("li",{},n("h3",{class:"title",dir:"auto"},n("a",{class:"name",href:e},...t)),n("p",{class:"snippet",dir:"auto"
},...o,...a),r)}function m(t,e,s){let i=t;const{places:a}=o(t,!1,new Set);for(const t of a.reverse()){
const a="sort"===e||r({slugs:[s],labels:[s],of:()=>[]},{...t,open:!1}).size>0
;t.field===e&&a&&(i=i.slice(0,t.from)+i.slice(t.to))}return i.replace(/\s+/g," ").trim()}function w(t,e,s){
const a="sort"===e?m(t,e,s):t.trim();return s===i[0]?a:`${a} ${e}:${s}`.trim()}
const g=document.querySelector("[data-search]");if(g){const e=new f(g,new t(new URL("./",location.href).href))
;debriefsSearch.ask=()=>e.input.select()}})();
