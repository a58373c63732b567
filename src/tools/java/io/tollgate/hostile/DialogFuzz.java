package io.tollgate.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.tollgate.harness.SipText;
import io.tollgate.msrpclient.MsrpAgent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Requests that fit a dialog, mutated: by both parties of a call, and at a conference's focus. */
final class DialogFuzz {
  private static final int EACH = 30;
  private static final int PATIENCE_MILLIS = 10_000;
  private static final List<String> METHODS =
      List.of(
          "INVITE",
          "UPDATE",
          "INFO",
          "MESSAGE",
          "REFER",
          "SUBSCRIBE",
          "NOTIFY",
          "OPTIONS",
          "PRACK",
          "ACK",
          "CANCEL",
          "PUBLISH");
  private static final String AUDIO =
      "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
          + "m=audio 9 RTP/AVP 0\r\n";
  private static final List<String> OFFER = List.of("Content-Type: application/sdp");

  private DialogFuzz() {}

  static void calls(Arena arena, int messages) throws IOException {
    arena.books.owesAnything(Arena.GUEST_PAYS);
    Mutator mutator = new Mutator(arena.random);
    BlockingQueue<SipText> invited = new LinkedBlockingQueue<>();
    try (Pace pace = new Pace(arena);
        Talker guest = arena.udp(Arena.GUEST);
        Talker friend = arena.udp(Arena.PEER)) {
      guest.manner(request -> agree(guest, request));
      friend.manner(
          request -> {
            if (request.startLine().startsWith("INVITE ")
                && !request.header("To").contains(";tag=")) {
              invited.add(request);
            }
            agree(friend, request);
          });
      for (int sent = 0; sent < messages; sent += EACH) {
        invited.clear();
        String user = arena.user();
        String callId = guest.send("INVITE", friend.uri(Arena.MARK), user, OFFER, AUDIO);
        SipText ok = accepted(guest, callId);
        SipText invite = invited.poll();
        if (ok == null || invite == null) {
          // What was left of the call before may have been in its way.
          pace.alive();
          continue;
        }
        String remote = HonestCall.contact(ok);
        String tag = HonestCall.tag(ok);
        guest.send("ACK", remote, user, callId, tag, 1, List.of(), "");
        for (int i = 0; i < EACH; i++) {
          String method = METHODS.get(arena.random.nextInt(METHODS.size()));
          boolean caller = arena.random.nextBoolean();
          String text =
              caller
                  ? guest.request(
                      method, remote, user, callId, tag, i + 2, headers(friend), body(method))
                  : back(friend, invite, method, i + 2);
          (caller ? guest : friend).sendOctets(mutated(mutator, text));
          pace.one();
        }
        guest.send("BYE", remote, user, callId, tag, EACH + 10, List.of(), "");
      }
      SipFuzz.settle(arena);
    }
  }

  /** A request of the callee's. */
  private static String back(Talker friend, SipText invite, String method, int number) {
    return friend
        .request(
            method,
            HonestCall.contact(invite),
            "sip:x@y",
            invite.header("Call-ID"),
            "",
            number,
            headers(friend),
            body(method))
        .replace("From: <sip:x@y>;tag=f", "From: " + invite.header("To") + ";tag=t")
        .replaceFirst("\r\nTo: [^\r]*", "\r\nTo: " + invite.header("From"));
  }

  private static List<String> headers(Talker friend) {
    return List.of(
        "Content-Type: application/sdp",
        "Event: conference;id=1",
        "Expires: 5",
        "Subscription-State: active;expires=5",
        "RAck: 1 1 INVITE",
        "Refer-To: <" + friend.uri("x") + ">",
        "Supported: timer, 100rel, replaces",
        "Session-Expires: 1800;refresher=uac");
  }

  private static String body(String method) {
    return method.equals("INVITE") || method.equals("UPDATE") ? AUDIO : "";
  }

  private static byte[] mutated(Mutator mutator, String text) {
    return SipFuzz.cut(mutator.mutate(text.getBytes(ISO_8859_1)), "UDP");
  }

  private static void agree(Talker party, SipText request) {
    if (request.startLine().startsWith("INVITE ")) {
      party.answer(request, "200 OK", OFFER, AUDIO);
    } else if (!request.startLine().startsWith("ACK ")) {
      party.answer(request, "200 OK", List.of("Expires: 5"), "");
    }
  }

  /** The 2xx to an INVITE, among all else that comes; null where there is none. */
  private static @Nullable SipText accepted(Talker caller, String callId) {
    for (SipText answer = caller.next(PATIENCE_MILLIS);
        answer != null;
        answer = caller.next(PATIENCE_MILLIS)) {
      String line = answer.startLine();
      if (line.startsWith("SIP/2.0 ")
          && !line.startsWith("SIP/2.0 1")
          && answer.headers("Call-ID").contains(callId)) {
        return line.startsWith("SIP/2.0 2") ? answer : null;
      }
    }
    return null;
  }

  static void conferences(Arena arena, int messages) throws IOException {
    arena.books.owedByOthersToo();
    Mutator mutator = new Mutator(arena.random);
    String factory = "sip:conference-factory@127.0.0.1:" + arena.port();
    for (int sent = 0; sent < messages; sent += EACH) {
      try (Pace pace = new Pace(arena);
          Talker owner = arena.udp(Arena.PEER);
          Talker friend = arena.udp(Arena.PEER);
          MsrpAgent mine = MsrpAgent.onLoopback()) {
        owner.manner(request -> agree(owner, request));
        friend.manner(request -> SipFuzz.agree(friend, request));
        String user = arena.user();
        List<String> headers = new ArrayList<>(OFFER);
        headers.add("P-Asserted-Identity: <" + user + ">");
        String callId = owner.send("INVITE", factory, user, headers, mine.sdp("active"));
        SipText ok = accepted(owner, callId);
        if (ok == null) {
          throw new IllegalStateException("no conference came of a valid INVITE");
        }
        String focus = HonestCall.contact(ok);
        String tag = HonestCall.tag(ok);
        owner.send("ACK", focus, user, callId, tag, 1, List.of(), "");
        mine.agree(ok.body(), true);
        for (int i = 0; i < EACH; i++) {
          String method = METHODS.get(arena.random.nextInt(METHODS.size()));
          boolean within = arena.random.nextBoolean();
          List<String> all = new ArrayList<>(headers(friend));
          all.add("P-Asserted-Identity: <" + user + ">");
          String text =
              owner.request(
                  method,
                  focus,
                  within ? user : arena.user(),
                  within ? callId : UUID.randomUUID().toString(),
                  within ? tag : "",
                  i + 2,
                  all,
                  method.equals("INVITE") ? SipFuzz.SDP : body(method));
          owner.sendOctets(mutated(mutator, text));
          pace.one();
        }
        owner.send("BYE", focus, user, callId, tag, EACH + 10, List.of(), "");
        pace.alive();
      }
      if (sent % 3_000 == 0) {
        SipFuzz.settle(arena);
      }
    }
  }
}
