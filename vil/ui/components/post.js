const PAUSE = 700, APART = 300;
const isConnected = () => document.querySelector(".stApp")?.dataset.testConnectionState === "CONNECTED";
const isIdle = () => document.querySelector(".stApp")?.dataset.testScriptState === "notRunning";

// While the server is away, what was done waits here, and outlives this script being loaded again. A server that is back must have
// drawn the page once before it hears what is sent, so it is woken with nothing first. Of two things sent at the same moment only the
// last would be heard, so they are kept apart.
function openPost(name) {
  const post = (window.vilPosts ??= {})[name] ??= { unsent: [], send: () => {}, isAwake: true, sentAt: 0 };
  function send(event) {
    post.sentAt = Date.now();
    post.send(event);
  }
  function deliver() {
    if (!isConnected()) post.isAwake = false;
    else if (!post.isAwake) { post.isAwake = true; post.send({ kind: "wake" }); setTimeout(deliver, 5 * PAUSE); return; }
    else if (isIdle()) send(post.unsent.shift());
    if (post.unsent.length) setTimeout(deliver, PAUSE);
  }
  function hand(event) {
    if (isConnected() && !post.unsent.length && Date.now() - post.sentAt > APART) send(event);
    else if (post.unsent.push(event) === 1) setTimeout(deliver, isConnected() ? APART : 0);
  }
  return { through(send) { post.send = send; return hand; } };
}
