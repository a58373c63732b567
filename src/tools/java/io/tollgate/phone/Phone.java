package io.tollgate.phone;

import io.tollgate.harness.SipText;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One user. Answers calls by its manner; what a test wants otherwise it does by hand. */
public final class Phone {

  /** What a call gets. */
  public enum Manner {
    ANSWER,
    RING,
    BUSY,
    IGNORE
  }

  private final PhoneBank bank;
  private final String user;
  private final BlockingQueue<Call> incoming = new LinkedBlockingQueue<>();
  private final BlockingQueue<SipText> standalone = new LinkedBlockingQueue<>();
  private volatile int standaloneStatus = 200;
  private volatile Manner manner = Manner.ANSWER;
  private volatile boolean acks = true;
  private volatile String tags = ";+g.oma.sip-im";
  private volatile @Nullable String from;
  private volatile @Nullable String identity;
  private volatile @Nullable Call latest;

  Phone(PhoneBank bank, String user) {
    this.bank = bank;
    this.user = user;
  }

  PhoneBank bank() {
    return bank;
  }

  public String user() {
    return user;
  }

  public String uri() {
    return "sip:" + user + "@" + bank.host() + ":" + bank.port();
  }

  public Phone manner(Manner chosen) {
    manner = chosen;
    return this;
  }

  /** What requests outside of calls get. */
  public Phone answering(int status) {
    standaloneStatus = status;
    return this;
  }

  /** Does not acknowledge 200s to their INVITEs. */
  public Phone withoutAck() {
    acks = false;
    return this;
  }

  /**
   * @param parameters of the Contact in their requests
   */
  public Phone tags(String parameters) {
    tags = parameters;
    return this;
  }

  String tags() {
    return tags;
  }

  /** What they call themselves in From. */
  public Phone from(String address) {
    from = address;
    return this;
  }

  String from() {
    String named = from;
    return named == null ? "<" + uri() + ">" : named;
  }

  /**
   * @param headers what the network says of them in their requests and answers, each with its line
   *     break
   */
  public Phone asserted(String headers) {
    identity = headers;
    return this;
  }

  String assertedInRequests() {
    String known = identity;
    return known == null ? "P-Asserted-Identity: <" + uri() + ">\r\n" : known;
  }

  String assertedInAnswers() {
    String known = identity;
    return known == null ? "" : known;
  }

  boolean acks() {
    return acks;
  }

  /** The call that came to them; waits for it. */
  public Call incoming() {
    try {
      Call call = incoming.poll(bank.patience(), TimeUnit.SECONDS);
      if (call == null) {
        throw new AssertionError(user + " was not called");
      }
      return call;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public @Nullable Call latest() {
    return latest;
  }

  void request(SipText request) {
    if (request.startLine().startsWith("INVITE ")) {
      Call call = Call.incoming(this, request);
      bank.enter(call);
      latest = call;
      switch (manner) {
        case ANSWER -> {
          call.ring();
          call.accept();
        }
        case RING -> call.ring();
        case BUSY -> call.reject(486, "Busy Here");
        case IGNORE -> {}
      }
      incoming.add(call);
    } else if (!request.startLine().startsWith("ACK ")) {
      Call.incoming(this, request).respond(request, standaloneStatus, "So", "");
      standalone.add(request);
    }
  }

  /** Calls a URI; the body is SDP, or what is given. */
  public Call call(String target) {
    return call(target, "application/sdp", offer(1), "");
  }

  String offer(int version) {
    String offer = Sdps.offer(user, version);
    return bank.host().startsWith("[")
        ? offer.replace("IP4 127.0.0.1", "IP6 ::1").replace("msrp://127.0.0.1", "msrp://[::1]")
        : offer;
  }

  public Call call(String target, String type, String body, String headers) {
    Call call = Call.outgoing(this, target);
    bank.enter(call);
    latest = call;
    call.invite(type, body, headers);
    return call;
  }

  /** Opens a conference with a recipient list. */
  public Call convene(String factory, Phone... invited) {
    return convene(factory, Arrays.stream(invited).map(Phone::uri).toList());
  }

  /** With others than phones, too. */
  public Call convene(String factory, List<String> invited) {
    StringBuilder entries = new StringBuilder();
    for (String uri : invited) {
      entries.append("<entry uri=\"").append(uri).append("\"/>");
    }
    return call(
        factory,
        "multipart/mixed;boundary=list",
        Sdps.withList(offer(1), entries.toString()),
        "Require: recipient-list-invite\r\n");
  }

  /** A request that begins no session. */
  public Request request(String target, String method, String headers, String type, String body) {
    Call call = Call.outgoing(this, target);
    bank.enter(call);
    return call.send(method, headers, type, body);
  }

  /** The request of that method that came outside of all calls; waits for it. */
  public SipText standalone(String method) {
    try {
      SipText request = standalone.poll(bank.patience(), TimeUnit.SECONDS);
      if (request == null || !request.startLine().startsWith(method + " ")) {
        throw new AssertionError(user + " waited for " + method + ", got " + request);
      }
      return request;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public Call subscribe(String conference, int expires) {
    Call call = Call.outgoing(this, conference);
    bank.enter(call);
    call.subscribe(expires);
    return call;
  }
}
