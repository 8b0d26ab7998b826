//! Makes the browser itself go wrong.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// A method of a class of the browser, replaced for as long as this lives.
pub struct Patch {
    prototype: JsValue,
    method: &'static str,
    original: JsValue,
}

impl Patch {
    /// Replaces `class.prototype.method` by the function that the JavaScript `body` returns;
    /// `original` is the true one in it, `n` the number given here.
    pub fn new(class: &str, method: &'static str, n: u32, body: &str) -> Self {
        let get = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).unwrap();
        let prototype = get(&get(&js_sys::global(), class), "prototype");
        let original = get(&prototype, method);
        let make = Function::new_with_args("original, n", body);
        let ours = make.call2(&JsValue::NULL, &original, &n.into()).unwrap();
        assert!(ours.is_instance_of::<Function>());
        Reflect::set(&prototype, &method.into(), &ours).unwrap();
        Self { prototype, method, original }
    }

    /// Call number `n` of the method, from 0, throws an exception of this name.
    pub fn throwing(class: &str, method: &'static str, n: u32, exception: &str) -> Self {
        let body = format!(
            "return function(...args) {{
                if (n-- === 0) throw new DOMException('ordered', '{exception}');
                return original.apply(this, args);
            }}"
        );
        Self::new(class, method, n, &body)
    }
}

impl Drop for Patch {
    fn drop(&mut self) {
        Reflect::set(&self.prototype, &self.method.into(), &self.original).unwrap();
    }
}
