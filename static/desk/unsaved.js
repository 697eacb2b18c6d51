// Warn before a page with typed but unsaved words is left.
export function guardForms(forms) {
  for (const form of forms) {
    let isDirty = form.querySelector(".told") !== null;
    form.addEventListener("input", () => { isDirty = true; });
    form.addEventListener("submit", () => { isDirty = false; });
    window.addEventListener("beforeunload", (event) => {
      if (isDirty) event.preventDefault();
    });
  }
}
