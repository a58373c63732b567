// The overview is kept current by server-sent events; without script it is what it was when loaded.
(() => {
  'use strict';
  const live = document.getElementById('live');
  const state = document.getElementById('live-state');
  if (!live || !state || !window.EventSource) {
    return;
  }
  const events = new EventSource(live.dataset.events);
  events.onmessage = event => {
    // The server has escaped every value in it.
    live.innerHTML = event.data;
    state.textContent = 'live';
  };
  events.onopen = () => { state.textContent = 'live'; };
  events.onerror = () => {
    state.textContent = events.readyState === EventSource.CLOSED
      ? 'not live: load the page again'
      : 'not live: connecting again';
  };
  window.addEventListener('pagehide', () => events.close());
})();
