#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]
use std::time::Instant;
use std::cell::Cell;
use interchange::csv::*;
use interchange::csv::cell::*;
use interchange::csv::reader::*;
use ::workspace::commands::*;
use ::workspace::{Workspace,MemoryStore,Rush,Pace,Progress,Step,Cancelled};
use model::*;
struct C; impl Clock for C { fn now_millis(&self)->u64{1_795_305_600_000}}
struct I(Cell<u64>); impl IdSource for I { fn next_id(&self)->Id{ self.0.set(self.0.get()+1); let mut b=[7u8;16]; b[8..].copy_from_slice(&self.0.get().to_be_bytes()); Id::from_bytes(b)}}
struct P(Cell<f64>, Instant, Cell<Option<Step>>);
impl Pace for P { fn due(&self)->bool{true} fn pause<'a>(&'a self, p: Progress)->std::pin::Pin<Box<dyn Future<Output=Result<(),Cancelled>>+'a>>{
 if self.2.get()!=Some(p.step){ println!("  {:?} at {:.0} ms", p.step, self.1.elapsed().as_secs_f64()*1e3); self.2.set(Some(p.step)); }
 Box::pin(std::future::ready(Ok(())))}}
fn run(ws:&Workspace<MemoryStore>, text:&str, target: Target){
 let mut t=Table::open(text.as_bytes().to_vec(), TableOptions::default()).unwrap();
 let m=Mapping::guess(target,t.headers(),&t.sample(100));
 let plan = match target { Target::Customers=>ImportPlan::customers(&m,CustomerOptions{birthday_format:DateFormat::Ymd,since_format:DateFormat::Ymd}).unwrap(),
  Target::Orders=>ImportPlan::orders(&m,OrderOptions{date_format:DateFormat::Ymd,currency:Currency::USD,mark:DecimalMark::Point,excess:ExcessDecimals::Reject},MatchBy::Code).unwrap()};
 let start=Instant::now();
 let p=P(Cell::new(0.),start,Cell::new(None));
 let r=pollster::block_on(ws.import(&mut t,&plan,"x.csv",&p)).unwrap();
 println!("{target:?}: {} rows, c {} o {} u {} = {} rej {} in {:?}", r.rows,r.customers,r.orders,r.updated,r.unchanged,r.rejected.len(),start.elapsed());
}
fn main(){
 let ws=pollster::block_on(Workspace::open(MemoryStore::default(),Box::new(C),Box::new(I(Cell::new(0))),&Rush)).unwrap();
 let mut c="Customer ID,Name,E-mail,Phone,City,Tags,Stage,Since\n".to_owned();
 for i in 0..100_000 { c.push_str(&format!("C{i:06},Customer Number {i},c{i}@example.org,+1 555 {:04} {:04},Town {},vip;a{},active,2020-01-{:02}\n", i/10000,i%10000,i%500,i%7,1+i%28)); }
 let mut o="Order number,Customer ID,date,amount\n".to_owned();
 for i in 0..1_000_000u64 { let k=(i*7919)%100_000; o.push_str(&format!("N{i},C{k:06},2023-{:02}-{:02},{}.{:02}\n",1+i%12,1+i%28,i%900,i%100)); }
 run(&ws,&c,Target::Customers);
 run(&ws,&o,Target::Orders);
 run(&ws,&c,Target::Customers);
 run(&ws,&o,Target::Orders);
 let c2=c.replace("Town","City");
 run(&ws,&c2,Target::Customers);
}
