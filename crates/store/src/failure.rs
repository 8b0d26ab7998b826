//! What went wrong, out of the many shapes in which IndexedDB says it.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomException, IdbRequest};
use workspace::StoreError;

/// An exception's name decides: each of these has been seen for a full disk or a lost
/// connection in one engine or another.
pub(crate) fn of_exception(exception: &DomException) -> StoreError {
    let said = format!("{}: {}", exception.name(), exception.message());
    match exception.name().as_str() {
        "QuotaExceededError" => StoreError::Full(said),
        "InvalidStateError" | "AbortError" | "TransactionInactiveError" => StoreError::Lost(said),
        "SecurityError" | "NotSupportedError" => StoreError::Unavailable(said),
        "UnknownError" if said.contains("space") || said.contains("quota") => {
            StoreError::Full(said)
        }
        _ => StoreError::Failed(said),
    }
}

pub(crate) fn of_value(value: &JsValue) -> StoreError {
    match value.dyn_ref::<DomException>() {
        Some(exception) => of_exception(exception),
        None => StoreError::Failed(format!("{value:?}")),
    }
}

pub(crate) fn of_idb(error: idb::Error) -> StoreError {
    use idb::Error as E;
    match &error {
        E::DomException(exception) => of_exception(exception),
        // A failed request bubbles up to its transaction, which `idb` did not expect.
        E::UnexpectedJsType(_, value) => match value.dyn_ref::<IdbRequest>().map(IdbRequest::error)
        {
            Some(Ok(Some(exception))) => of_exception(&exception),
            _ => StoreError::Failed(error.to_string()),
        },
        E::IndexedDbNotFound(value) => StoreError::Unavailable(format!("{value:?}")),
        E::IndexedDbOpenFailed(value)
        | E::TransactionOpenFailed(value)
        | E::TransactionCommitError(value)
        | E::AddFailed(value)
        | E::UpdateFailed(value)
        | E::DeleteFailed(value)
        | E::GetFailed(value)
        | E::GetAllFailed(value)
        | E::GetAllKeysFailed(value)
        | E::ObjectStoreNotFound(value) => of_value(value),
        other => StoreError::Failed(other.to_string()),
    }
}

pub(crate) fn of_rexie(error: rexie::Error) -> StoreError {
    match error {
        rexie::Error::IdbError(error) => of_idb(error),
        other => StoreError::Failed(other.to_string()),
    }
}
