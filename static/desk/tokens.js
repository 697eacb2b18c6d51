// The token that every form carries, from its cookie: a log-in in another tab renews it, and this page's forms would be refused.
export function token() {
  return /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
}

export function renewTokens(form) {
  const now = token();
  const field = form.querySelector("input[name=csrfmiddlewaretoken]");
  if (now && field) field.value = now;
}
