// Made from themes/default/search/ by its build.mjs.
(()=>{"use strict"
;const{Finder:e,PAUSE:t,SAY:s,SORTS:i,counted:a,make:n,namedValues:r,parseQuery:o,reasonOf:l,results:h,summary:c}=debriefsSearch.shared,p={
search:"[[search.field]]",close:"[[search.close]]",results:"[[search.results]]",recent:"[[search.recent]]",
forget:"[[search.forget]]",all:"[[search.all]]",tips:"[[search.tips]]",
keys:["[[search.key_choose]]","[[search.key_open]]","[[search.key_tab]]"],see:e=>a("[[search.see_all]]",e),
offline:"[[search.dialog_offline]]",broken:"[[search.dialog_broken]]"},d={read(){try{
const e=JSON.parse(localStorage.getItem("searches")??"[]")
;return Array.isArray(e)?e.filter(e=>"string"==typeof e).slice(0,5):[]}catch{return[]}},write(e){try{
localStorage.setItem("searches",JSON.stringify(e.slice(0,5)))}catch{}},add(e){
e&&this.write([e,...this.read().filter(t=>t!==e)])}};class u{constructor(e){this.finder=e,this.asked=0,this.timer=0,
this.active=-1,this.options=[],this.input=n("input",{type:"search",name:"q",role:"combobox","aria-label":p.search,
placeholder:p.search,"aria-autocomplete":"list","aria-controls":"_finds","aria-expanded":"false",autocomplete:"off",
autocapitalize:"none",spellcheck:"false",enterkeyhint:"go"}),this.said=n("p",{class:"said",role:"status"}),
this.list=n("div",{class:"finds",id:"_finds",role:"listbox","aria-label":p.results}),this.tips=n("div",{class:"tips"}),
this.all=n("a",{href:e.folder});const t=n("button",{type:"button","aria-label":p.close},"Esc"),s=n("form",{class:"ask",
role:"search"},this.input,t),i=p.keys.map(e=>n("span",{},e));this.element=n("dialog",{class:"quick",
"aria-label":p.search},s,this.said,this.list,this.tips,n("footer",{},...i,this.all)),t.onclick=()=>this.element.close(),
s.onsubmit=e=>e.preventDefault(),this.element.onclick=e=>this.clicked(e),this.element.onkeydown=e=>this.key(e),
this.input.oninput=()=>this.typed(),document.body.append(this.element)}open(e){
this.element.open||this.element.showModal(),e?this.input.value=e:this.input.select(),this.typed()}typed(){
const e=this.input.value;this.all.href=`${this.finder.folder}?q=${encodeURIComponent(e.trim())}`,
clearTimeout(this.timer),
this.asked++,this.choose(-1),this.finder.prefetch(e),e.trim()?this.timer=setTimeout(()=>this.answer(),t):this.showRecent()
}async answer(){const e=++this.asked,t=this.input.value;try{const[s,i]=await this.finder.ask(async s=>{
const i=await s.search(t,{typing:!0}),a=e===this.asked?8:0;return[i,await h(s,i,0,a,this.finder.root)]})
;e===this.asked&&this.show(s,i)}catch(t){if(e!==this.asked)return;this.fill([],["offline"===l(t)?p.offline:p.broken],"")
}}show(e,t){const i=t.map(f),a=[m(e.total<e.hits.length?p.all:"",i.slice(0,e.total)),m(s.some,i.slice(e.total))]
;this.fill(a.flat(),c(e),""),this.all.textContent=p.see(e.hits.length),this.choose(i.length?0:-1)}showRecent(){
const e=d.read().map(e=>n("a",{role:"option",tabindex:"-1","data-query":e,
href:`${this.finder.folder}?q=${encodeURIComponent(e)}`},e));if(this.fill(m(p.recent,e),[],p.tips),
this.all.textContent=p.see(0),!e.length)return;const t=n("button",{type:"button",class:"button"},p.forget)
;t.onclick=()=>{d.write([]),this.showRecent(),this.input.focus()},this.tips.append(n("p",{},t))}fill(e,t,s){
this.list.replaceChildren(...e),this.said.replaceChildren(...t),this.tips.replaceChildren(...s?[n("p",{},s)]:[]),
this.options=[...this.list.querySelectorAll("a")],this.options.forEach((e,t)=>e.id=`_find${t}`),
this.input.setAttribute("aria-expanded",`${this.options.length>0}`),this.list.scrollTop=0,this.choose(-1)}choose(e){
const{options:t}=this;this.active=e,t.forEach((t,s)=>t.setAttribute("aria-selected",`${s===e}`)),
e<0?this.input.removeAttribute("aria-activedescendant"):this.input.setAttribute("aria-activedescendant",t[e].id),
t[e]?.scrollIntoView({block:"nearest"})}key(e){if(e.target!==this.input||e.isComposing)return
;const t=this.options.length-1,s={ArrowDown:this.active<t?this.active+1:0,ArrowUp:this.active>0?this.active-1:t,Home:0,
End:t}[e.key],i=("Home"===e.key||"End"===e.key)&&(this.active<0||e.shiftKey)
;if("Enter"===e.key)this.enter(e);else if("Escape"===e.key)this.element.close();else{if(void 0===s||t<0||i)return
;this.choose(s)}e.preventDefault()}enter(e){const t=this.options[this.active]??this.all
;e.ctrlKey||e.metaKey?(d.add(this.input.value.trim()),open(t.href,"_blank","noopener")):t.click()}clicked(e){
const t=e.target;if(t===this.element)return this.element.close();const s=t.closest("a");if(!s)return
;const i=s.dataset.query;if(i&&!e.ctrlKey&&!e.metaKey)return e.preventDefault(),this.input.focus(),void this.open(i)
;d.add(this.input.value.trim()),e.ctrlKey||e.metaKey||e.shiftKey||this.element.close()}}
function f({title:e,place:t,heading:s,snippet:i,meta:a}){const r=s?[n("span",{class:"where"},`${s}: `)]:[]
;return n("a",{role:"option",tabindex:"-1",href:t},n("span",{class:"title",dir:"auto"},...e),n("span",{class:"snippet",
dir:"auto"},...r,...i),a)}function m(e,t){if(!t.length)return[];const s=e?[n("div",{class:"label","aria-hidden":"true"
},e)]:[];return[n("div",{role:"group","aria-label":e||p.results},...s,...t)]}let y;debriefsSearch.ask=(t,s)=>{
y??=new u(new e(t)),y.open(s)}})();
