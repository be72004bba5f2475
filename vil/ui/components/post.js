const PAUSE = 700;
const isConnected = () => document.querySelector(".stApp")?.dataset.testConnectionState === "CONNECTED";
const isIdle = () => document.querySelector(".stApp")?.dataset.testScriptState === "notRunning";

// While the server is away, what was done waits here, and outlives this script being loaded again. A server that is back must have
// drawn the page once before it hears what is sent, so it is woken with nothing first.
function openPost(name) {
  const post = (window.vilPosts ??= {})[name] ??= { unsent: [], send: () => {}, isAwake: true };
  function deliver() {
    if (!isConnected()) post.isAwake = false;
    else if (!post.isAwake) { post.isAwake = true; post.send({ kind: "wake" }); setTimeout(deliver, 5 * PAUSE); return; }
    else if (isIdle()) post.send(post.unsent.shift());
    if (post.unsent.length) setTimeout(deliver, PAUSE);
  }
  function hand(event) {
    if (isConnected() && !post.unsent.length) post.send(event);
    else if (post.unsent.push(event) === 1) deliver();
  }
  return { through(send) { post.send = send; return hand; } };
}
