package io.tollgate.walk.party;

import io.tollgate.msrpclient.MsrpAgent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A party's own view of one dialog, and what it does in it by itself. */
public final class Dialog {
  /** How far it is. */
  public enum State {
    EARLY,
    UP,
    OVER
  }

  private final Party party;
  private final String callId;
  private final String localTag;
  private final String remoteUri;
  private final @Nullable SipMessage invitation;
  private final List<String> routes = new ArrayList<>();
  private final List<SipMessage> requests = new ArrayList<>();
  private final Set<Long> acknowledged = new TreeSet<>();
  private String target;
  private String remoteTag;
  private State state = State.EARLY;
  private @Nullable Exchange invite;
  private @Nullable Exchange change;
  private @Nullable SipMessage ackSent;
  private @Nullable Exchange withheld;
  private @Nullable SipMessage unacknowledged;
  private long ackSentAt;
  private long cseq = 100;
  private long remoteCseq = -1;
  private long version = 1;
  private long newest = 1;
  private long offeredVersion = 1;
  private boolean holding;
  private boolean withholdsAck;
  private boolean mayEnd;
  private boolean answered;
  private int nextChangeGets;
  private long rseq;
  private long reliable;
  private boolean pracked;
  private List<Media> local = List.of();
  private List<Media> remote = List.of();
  private List<Media> offering = List.of();
  private String remotePath = "";
  private String connectedTo = "";
  private @Nullable MsrpAgent agent;
  private long answeredAt;

  Dialog(
      Party party,
      String callId,
      String remoteUri,
      String target,
      String remoteTag,
      @Nullable SipMessage invitation) {
    this.party = party;
    this.callId = callId;
    this.localTag = Party.fresh("t");
    this.remoteUri = remoteUri;
    this.target = target;
    this.remoteTag = remoteTag;
    this.invitation = invitation;
    if (invitation != null) {
      routes.addAll(invitation.headers("Record-Route"));
      remoteCseq = invitation.cseq();
      requests.add(invitation);
      if (!invitation.body().isEmpty()) {
        heard(invitation.body());
      }
    }
  }

  /** What the other side says from now on. */
  private void heard(String description) {
    remote = Media.read(description);
    remotePath = Media.path(description);
  }

  // Messages

  /** The end of the message session that this dialog set up, connected. */
  public MsrpAgent talk() throws IOException {
    MsrpAgent current = agent;
    if (current == null) {
      current = MsrpAgent.outward(localTag);
      agent = current;
    }
    if (!current.isConnected() || !remotePath.equals(connectedTo)) {
      connectedTo = remotePath;
      current.disconnect();
      int before = current.answers();
      current.remote(remotePath).connect();
      MsrpAgent made = current;
      current.await(() -> made.answers() > before, 20_000, "the answer to the empty SEND");
    }
    return current;
  }

  /** Whether its message connection is still there. */
  public boolean isTalking() {
    MsrpAgent current = agent;
    return current != null && current.isConnected();
  }

  void close() {
    MsrpAgent current = agent;
    if (current != null) {
      current.close();
    }
  }

  // What others look at

  public String callId() {
    return callId;
  }

  String localTag() {
    return localTag;
  }

  public State state() {
    return state;
  }

  /** What this party said last that was agreed to. */
  public List<Media> local() {
    return local;
  }

  /** What it was told last of the other side. */
  public List<Media> remote() {
    return remote;
  }

  public boolean isHolding() {
    return holding;
  }

  public boolean isIncoming() {
    return invitation != null;
  }

  public SipMessage invitation() {
    SipMessage request = invitation;
    if (request == null) {
      throw new IllegalStateException("this call went out");
    }
    return request;
  }

  /** The INVITE that began it, of this party. */
  public Exchange invite() {
    Exchange exchange = invite;
    if (exchange == null) {
      throw new IllegalStateException("this call came in");
    }
    return exchange;
  }

  public List<SipMessage> requests(String method) {
    return requests.stream().filter(request -> request.method().equals(method)).toList();
  }

  /** Whether it accepted a change so shortly ago that what it sends now may overtake that. */
  public boolean hasJustAccepted() {
    return System.nanoTime() - answeredAt < Party.T1.toNanos();
  }

  /** The other end: of a focus, the conference. */
  public String target() {
    return target;
  }

  /** Nobody is there any more who could end it. */
  void vanish() {
    mayEnd = true;
    state = State.OVER;
    unacknowledged = null;
  }

  public long received(String method) {
    return requests.stream().filter(request -> request.method().equals(method)).count();
  }

  /** Whether the ACK of our 2xx to the latest INVITE has come. */
  public boolean isAcknowledged() {
    return unacknowledged == null;
  }

  /** Whether a change of this party's is under way. */
  public boolean isChanging() {
    Exchange running = change;
    return running != null && !running.isOver();
  }

  /** Whether the ACK of our refusal of the INVITE that began it has come. */
  public boolean isRefusalAcknowledged() {
    return acknowledged.contains(invitation().cseq());
  }

  public boolean isPracked() {
    return pracked;
  }

  /** The next change that the other side wants will be refused. */
  public boolean isRefusing() {
    return nextChangeGets >= 300;
  }

  /** A 2xx came and its ACK is held back. */
  public boolean owesAck() {
    return withheld != null;
  }

  // What a script decides

  /** From now on the other side, or the server, may end it. */
  public void mayEnd(boolean may) {
    mayEnd = may;
  }

  public void withholdAcks(boolean withheld) {
    withholdsAck = withheld;
  }

  public void nextChangeGets(int status) {
    nextChangeGets = status;
  }

  public void hold(boolean held) {
    holding = held;
  }

  // Out

  /** Asks a factory for a conference with these users (RFC 5366). */
  void convene(List<Media> offer, List<String> users, List<String> headers) {
    String entries =
        users.stream()
            .map(uri -> "<entry uri=\"" + uri.replace("&", "&amp;") + "\"/>")
            .reduce("", String::concat);
    String parts =
        "--parts\r\nContent-Type: application/sdp\r\n\r\n"
            + Media.describe(party.user(), localTag, version, offer)
            + "--parts\r\nContent-Type: application/resource-lists+xml\r\n"
            + "Content-Disposition: recipient-list\r\n\r\n"
            + "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n"
            + "<resource-lists xmlns=\"urn:ietf:params:xml:ns:resource-lists\"><list>"
            + entries
            + "</list></resource-lists>\r\n--parts--\r\n";
    invite(offer, "multipart/mixed;boundary=parts", parts, headers);
  }

  void invite(List<Media> offer, boolean withOffer, List<String> headers) {
    String sdp = withOffer ? Media.describe(party.user(), localTag, version, offer) : "";
    invite(offer, "application/sdp", sdp, headers);
  }

  private void invite(List<Media> offer, String type, String body, List<String> headers) {
    offering = offer;
    SipMessage request = request("INVITE");
    headers.forEach(
        header -> {
          String[] parts = header.split(": ", 2);
          request.with(parts[0], parts[1]);
        });
    invite = party.send(request.withBody(type, body));
  }

  private SipMessage request(String method) {
    return request(method, ++cseq, Party.fresh("z9hG4bK"));
  }

  private SipMessage request(String method, long number, String branch) {
    SipMessage request =
        new SipMessage(method + " " + target + " SIP/2.0")
            .with("Via", party.via(branch))
            .with("Max-Forwards", "70");
    routes.forEach(route -> request.with("Route", route));
    String remoteEnd = "<" + remoteUri + ">" + (remoteTag.isEmpty() ? "" : ";tag=" + remoteTag);
    request
        .with("From", "<" + party.uri() + ">;tag=" + localTag)
        .with("To", remoteEnd)
        .with("Call-ID", callId)
        .with("CSeq", number + " " + method);
    if (!method.equals("ACK") && !method.equals("CANCEL") && !method.equals("BYE")) {
      request.with("Contact", party.contact());
      request.with("Supported", "timer, 100rel");
      request.with(
          "Allow", "INVITE, ACK, CANCEL, BYE, UPDATE, PRACK, MESSAGE, INFO, REFER, NOTIFY");
      request.with("P-Asserted-Identity", "<" + party.uri() + ">");
    }
    return request;
  }

  public Exchange cancel() {
    SipMessage given = invite().request();
    SipMessage cancel =
        new SipMessage("CANCEL " + given.startLine().split(" ")[1] + " SIP/2.0")
            .with("Via", given.header("Via"))
            .with("Max-Forwards", "70");
    given.headers("Route").forEach(route -> cancel.with("Route", route));
    return party.send(
        cancel
            .with("From", given.header("From"))
            .with("To", given.header("To"))
            .with("Call-ID", callId)
            .with("CSeq", given.cseq() + " CANCEL"));
  }

  public Exchange bye() {
    mayEnd = true;
    state = State.OVER;
    return party.send(request("BYE"));
  }

  /** A request that changes nothing of the dialog: MESSAGE, INFO, OPTIONS. */
  public Exchange plain(String method, String type, String body, String... headers) {
    SipMessage request = request(method);
    for (String header : headers) {
      String[] parts = header.split(": ", 2);
      request.with(parts[0], parts[1]);
    }
    return party.send(request.withBody(type, body));
  }

  /**
   * A re-INVITE or an UPDATE.
   *
   * @param media as they are to be; what was offered before and nothing new makes a refresh
   */
  public Exchange change(
      String method, List<Media> media, boolean withOffer, boolean news, List<String> headers) {
    offeredVersion = news ? ++newest : version;
    offering = news ? media.stream().map(this::wanted).toList() : local;
    SipMessage request = request(method);
    headers.forEach(
        header -> {
          String[] parts = header.split(": ", 2);
          request.with(parts[0], parts[1]);
        });
    if (withOffer) {
      request.withBody(
          "application/sdp", Media.describe(party.user(), localTag, offeredVersion, offering));
    }
    Exchange sent = party.send(request);
    change = sent;
    return sent;
  }

  private Media wanted(Media medium) {
    return medium.on()
        ? medium.flowing(holding ? Media.Direction.SENDONLY : Media.Direction.SENDRECV)
        : medium;
  }

  // Answers to what this party sent

  void provisional(Exchange exchange, SipMessage response) {
    if (response.headers("Require").stream().anyMatch(value -> value.contains("100rel"))
        && state == State.EARLY
        && Long.parseLong(response.header("RSeq")) > reliable) {
      reliable = Long.parseLong(response.header("RSeq"));
      remoteTag = response.tag("To");
      target = SipMessage.uri(response.header("Contact"));
      SipMessage prack = request("PRACK");
      prack.with("RAck", response.header("RSeq") + " " + exchange.request().header("CSeq"));
      party.send(prack);
      remoteTag = response.tag("To");
    }
  }

  void ended(Exchange exchange, SipMessage response) {
    if (!exchange.request().method().equals("INVITE")) {
      if (exchange == change && response.status() < 300) {
        agreed(exchange.request(), response);
      }
      return;
    }
    if (response.status() >= 300) {
      if (exchange == invite) {
        state = State.OVER;
      }
      return;
    }
    SipMessage sent = ackSent;
    if (sent != null && sent.cseq() == response.cseq()) {
      if (System.nanoTime() - ackSentAt > Party.CROSSING.toNanos()) {
        party.differs("200 repeated although its ACK was sent");
      }
      party.sendAck(sent);
      return;
    }
    if (exchange == invite && state == State.EARLY) {
      remoteTag = response.tag("To");
      routes.clear();
      List<String> recorded = new ArrayList<>(response.headers("Record-Route"));
      java.util.Collections.reverse(recorded);
      routes.addAll(recorded);
      state = State.UP;
    }
    target = SipMessage.uri(response.header("Contact"));
    if (withholdsAck) {
      withheld = exchange;
    } else {
      acknowledge(exchange, response);
    }
  }

  /** Sends the ACK of a 2xx that was withheld, or right away. */
  private void acknowledge(Exchange exchange, SipMessage response) {
    SipMessage ack = request("ACK", response.cseq(), Party.fresh("z9hG4bK"));
    if (exchange.request().body().isEmpty()) {
      heard(response.body());
      answerTo(remote);
      ack.withBody("application/sdp", description());
    } else {
      agreed(exchange.request(), response);
    }
    ackSent = ack;
    ackSentAt = System.nanoTime();
    party.sendAck(ack);
  }

  /** The ACK that was withheld. */
  public void acknowledgeLate() {
    Exchange exchange = withheld;
    SipMessage response = exchange == null ? null : exchange.answer();
    withheld = null;
    withholdsAck = false;
    if (exchange != null && response != null) {
      acknowledge(exchange, response);
    }
  }

  private void agreed(SipMessage request, SipMessage response) {
    if (request.body().isEmpty()) {
      return;
    }
    if (response.body().isEmpty()) {
      party.differs("an offer without an answer: " + response.startLine());
      return;
    }
    List<Media> answer = Media.read(response.body());
    if (answer.size() != offering.size()) {
      party.differs("an answer of " + answer + " to an offer of " + offering);
    }
    local = offering;
    version = offeredVersion;
    heard(response.body());
  }

  // In

  boolean isInvitedBy(String branch) {
    return invitation != null && invitation.branch().equals(branch);
  }

  public void ring(int status, boolean reliable, boolean withAnswer) {
    String sdp = "";
    if (withAnswer && !invitation().body().isEmpty()) {
      sdp = ownAnswer();
    }
    if (reliable) {
      rseq++;
      pracked = false;
      ringReliably(status, sdp, Party.T1);
    } else {
      party.respond(invitation(), status, sdp, localTag);
    }
  }

  /** Again and again until its PRACK comes (RFC 3262 3). */
  private void ringReliably(int status, String sdp, java.time.Duration wait) {
    long number = rseq;
    party.respond(
        invitation(), status, sdp, localTag, "Require: 100rel", "RSeq: " + (1000 + number));
    party
        .inbox()
        .after(
            wait,
            () -> {
              if (!pracked && number == rseq && state == State.EARLY) {
                ringReliably(status, sdp, wait.multipliedBy(2));
              }
            });
  }

  private String ownAnswer() {
    answerTo(remote);
    return description();
  }

  private void answerTo(List<Media> offered) {
    say(answer(offered));
  }

  /** What this party says from now on; another text has another version (RFC 3264 5, 8). */
  private void say(List<Media> media) {
    if (!local.equals(media) && !local.isEmpty()) {
      version = ++newest;
    }
    local = media;
  }

  private String description() {
    return Media.describe(party.user(), localTag, version, local);
  }

  private List<Media> answer(List<Media> offered) {
    List<Media> result = new ArrayList<>();
    for (Media medium : offered) {
      result.add(medium.on() ? medium.flowing(medium.direction().answer(holding)) : medium.off());
    }
    return List.copyOf(result);
  }

  /**
   * @param own what is offered where the INVITE offers nothing
   */
  public void accept(List<Media> own) {
    answered = true;
    state = State.UP;
    SipMessage request = invitation();
    String sdp;
    if (request.body().isEmpty()) {
      local = own;
      sdp = Media.describe(party.user(), localTag, version, own);
    } else {
      sdp = ownAnswer();
    }
    unacknowledged = request;
    party.respond(request, 200, sdp, localTag);
  }

  public void reject(int status) {
    answered = true;
    state = State.OVER;
    party.respond(invitation(), status, "", localTag);
  }

  void cancelled() {
    if (!answered) {
      if (!mayEnd) {
        party.differs("a CANCEL that nobody wanted");
      }
      reject(487);
    }
  }

  void acknowledged(SipMessage ack, boolean ofFailure) {
    acknowledged.add(ack.cseq());
    SipMessage waiting = unacknowledged;
    if (ofFailure || waiting == null || waiting.cseq() != ack.cseq()) {
      return;
    }
    unacknowledged = null;
    party.stopRepeating(waiting);
    if (waiting.body().isEmpty()) {
      if (ack.body().isEmpty() && !mayEnd) {
        party.differs("our offer was not answered in the ACK");
      } else if (!ack.body().isEmpty()) {
        heard(ack.body());
      }
    }
  }

  void request(SipMessage request) {
    boolean lateEnd = request.method().equals("BYE") && party.cameLate(request);
    if (request.cseq() <= remoteCseq && !lateEnd) {
      party.differs(
          "CSeq " + request.cseq() + " after " + remoteCseq + " in " + request.startLine());
      party.respond(request, 500, "", "");
      return;
    }
    remoteCseq = Math.max(remoteCseq, request.cseq());
    requests.add(request);
    switch (request.method()) {
      case "BYE" -> ended(request);
      case "PRACK" -> {
        pracked = true;
        party.respond(request, 200, "", "");
      }
      case "INVITE", "UPDATE" -> changed(request);
      default -> party.respond(request, state == State.OVER ? 481 : 200, "", "");
    }
  }

  private void ended(SipMessage bye) {
    if (!mayEnd) {
      party.differs("a BYE that nobody wanted, branch " + bye.branch());
    }
    state = State.OVER;
    mayEnd = true;
    party.respond(bye, 200, "", "");
  }

  private void changed(SipMessage request) {
    if (state == State.OVER) {
      party.respond(request, 481, "", "");
      return;
    }
    if (isChanging() && !request.body().isEmpty()
        || isChanging() && request.method().equals("INVITE")) {
      party.respond(request, 491, "", "");
      return;
    }
    boolean invited = request.method().equals("INVITE");
    if (request.body().isEmpty() && !invited) {
      party.respond(request, 200, "", "");
      return;
    }
    if (nextChangeGets >= 300) {
      int status = nextChangeGets;
      nextChangeGets = 0;
      party.respond(request, status, "", "");
      return;
    }
    if (request.body().isEmpty()) {
      say(local.stream().map(this::wanted).toList());
    } else {
      heard(request.body());
      answerTo(remote);
    }
    String sdp = description();
    if (invited) {
      unacknowledged = request;
    }
    target = SipMessage.uri(request.header("Contact"));
    answeredAt = System.nanoTime();
    party.respond(request, 200, sdp, "");
  }
}
