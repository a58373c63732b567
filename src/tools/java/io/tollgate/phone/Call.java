package io.tollgate.phone;

import io.tollgate.harness.SipText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One dialog of a phone, or what may become one. */
public final class Call {
  private static final Pattern CONTACT = Pattern.compile("<([^>]+)>");

  private final Phone phone;
  private final String callId;
  private final String localTag;
  private final String remoteUri;
  private final @Nullable SipText invited;
  private final List<SipText> requests = new CopyOnWriteArrayList<>();
  private final BlockingQueue<SipText> arrivals = new LinkedBlockingQueue<>();
  private volatile String remoteTag = "";
  private volatile String target;
  private volatile @Nullable Request invite;
  private volatile @Nullable String inviteBranch;
  private volatile boolean answersChanges = true;
  private volatile int changeStatus = 200;
  private volatile boolean answersBye = true;
  private volatile String contact;
  private int cseq;

  private Call(
      Phone phone, String callId, String remoteUri, String target, @Nullable SipText invited) {
    this.phone = phone;
    this.callId = callId;
    this.localTag = "t" + phone.bank().number();
    this.remoteUri = remoteUri;
    this.target = target;
    this.invited = invited;
    this.contact = "Contact: <" + phone.uri() + ">;+g.oma.sip-im\r\n";
  }

  static Call outgoing(Phone phone, String target) {
    return new Call(
        phone, "c" + phone.bank().number() + "-" + phone.bank().port(), target, target, null);
  }

  static Call incoming(Phone phone, SipText invite) {
    Call call =
        new Call(
            phone,
            invite.header("Call-ID"),
            uri(invite.header("From")),
            invite.headers("Contact").isEmpty() ? "" : uri(invite.header("Contact")),
            invite);
    call.remoteTag = tag(invite.header("From"));
    return call;
  }

  private static String uri(String header) {
    Matcher uri = CONTACT.matcher(header);
    return uri.find() ? uri.group(1) : header.replaceFirst(";.*", "");
  }

  private static String tag(String header) {
    int at = header.indexOf(";tag=");
    return at < 0 ? "" : header.substring(at + 5).replaceFirst(";.*", "");
  }

  String callId() {
    return callId;
  }

  /** The INVITE that came. */
  public SipText invitation() {
    if (invited == null) {
      throw new AssertionError("this call went out");
    }
    return invited;
  }

  /** The URI in the other side's Contact: of a focus, the conference. */
  public String remoteTarget() {
    return target;
  }

  /** Requests that came in this dialog so far. */
  public List<SipText> requests(String method) {
    return requests.stream()
        .filter(request -> request.startLine().startsWith(method + " "))
        .toList();
  }

  /** Waits for the next request with this method that nobody waited for yet. */
  public SipText await(String method) {
    try {
      while (true) {
        SipText request = arrivals.poll(phone.bank().patience(), TimeUnit.SECONDS);
        if (request == null) {
          throw new AssertionError(phone.user() + " waited for " + method + ", has " + requests);
        }
        if (request.startLine().startsWith(method + " ")) {
          return request;
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The NOTIFY that tells of so many participants; waits for it. */
  public SipText roster(int count) {
    while (true) {
      SipText notify = await("NOTIFY");
      if (notify.body().contains("<user-count>" + count + "</user-count>")) {
        return notify;
      }
    }
  }

  /** What later re-INVITEs and UPDATEs get; 0 for nothing. */
  public Call changesGet(int status) {
    answersChanges = status != 0;
    changeStatus = status;
    return this;
  }

  /**
   * @param header of later responses, with its line break; empty for none
   */
  public Call contact(String header) {
    contact = header;
    return this;
  }

  public Call withoutAnswerToBye() {
    answersBye = false;
    return this;
  }

  // Out

  void invite(String type, String body, String headers) {
    Request request = send("INVITE", headers, type, body);
    invite = request;
    request.onFinal(this::inviteAnswered);
  }

  private void inviteAnswered(SipText response) {
    if (Request.status(response) < 300) {
      remoteTag = tag(response.header("To"));
      target = uri(response.header("Contact"));
      if (phone.acks()) {
        ack(response, "");
      }
    }
    if (Request.status(response) >= 300) {
      failureAck(response);
    }
  }

  /** Acknowledges a 2xx, with an SDP where ours is the answer. */
  public void ack(SipText response, String sdp) {
    phone
        .bank()
        .transmit(
            request(
                "ACK",
                response.header("CSeq").replaceFirst(" .*", ""),
                branch(),
                "",
                sdp.isEmpty() ? "" : "application/sdp",
                sdp));
  }

  private void failureAck(SipText response) {
    String branch = response.headers("Via").get(0).replaceFirst(".*branch=([^;]*).*", "$1");
    phone
        .bank()
        .transmit(
            "ACK "
                + target
                + " SIP/2.0\r\nVia: SIP/2.0/UDP "
                + phone.bank().host()
                + ":"
                + phone.bank().port()
                + ";branch="
                + branch
                + "\r\nFrom: "
                + response.header("From")
                + "\r\nTo: "
                + response.header("To")
                + "\r\nCall-ID: "
                + callId
                + "\r\nCSeq: "
                + response.header("CSeq").replaceFirst(" .*", "")
                + " ACK\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n");
  }

  /** The final answer to our INVITE. */
  public SipText answer() {
    Request request = invite;
    if (request == null) {
      throw new AssertionError("this call came in");
    }
    return request.answer();
  }

  public boolean hasAnswer() {
    Request request = invite;
    return request != null && request.hasAnswer();
  }

  public int status() {
    return Request.status(answer());
  }

  /** Gives up the INVITE; waits until the server has it, as a CANCEL must. */
  public Request cancel() {
    Request request = invite;
    String branch = inviteBranch;
    if (request == null || branch == null) {
      throw new AssertionError("nothing to cancel");
    }
    request.anything();
    return phone.bank().send(branch, request("CANCEL", Integer.toString(cseq), branch, "", "", ""));
  }

  public Request bye() {
    return send("BYE", "", "", "");
  }

  /** A session refresh (RFC 4028 7.4) with the session description of before. */
  public Request refresh(int version) {
    return reinvite(
        phone.offer(version), "Supported: timer\r\nSession-Expires: 1800;refresher=uac\r\n");
  }

  public Request reinvite(String sdp) {
    return reinvite(sdp, "");
  }

  private Request reinvite(String sdp, String headers) {
    Request request = send("INVITE", headers, sdp.isEmpty() ? "" : "application/sdp", sdp);
    request.onFinal(
        response -> {
          if (Request.status(response) >= 300) {
            failureAck(response);
          } else if (!sdp.isEmpty()) {
            ack(response, "");
          }
        });
    return request;
  }

  public Request update(String sdp) {
    return send("UPDATE", "", "application/sdp", sdp);
  }

  /** Makes, refreshes or (with 0) ends a subscription to the conference package. */
  public Request subscribe(int expires) {
    Request request =
        send("SUBSCRIBE", "Event: conference\r\nExpires: " + expires + "\r\n", "", "");
    request.onFinal(
        response -> {
          // A refused subscription makes no dialog: the next one begins anew (RFC 6665 4.4.1).
          if (Request.status(response) < 300) {
            remoteTag = tag(response.header("To"));
          }
        });
    return request;
  }

  public Request refer(String to, String headers) {
    return send("REFER", "Refer-To: <" + to + ">\r\n" + headers, "", "");
  }

  public Request send(String method, String headers, String type, String body) {
    String branch = branch();
    String text;
    synchronized (this) {
      cseq++;
      text = request(method, Integer.toString(cseq), branch, headers, type, body);
    }
    if (method.equals("INVITE")) {
      inviteBranch = branch;
    }
    return phone.bank().send(branch, text);
  }

  private String branch() {
    return "z9hG4bK" + phone.bank().port() + "-" + phone.bank().number();
  }

  private String request(
      String method, String number, String branch, String headers, String type, String body) {
    return method
        + " "
        + target
        + " SIP/2.0\r\nVia: SIP/2.0/UDP "
        + phone.bank().host()
        + ":"
        + phone.bank().port()
        + ";branch="
        + branch
        + "\r\nFrom: "
        + phone.from()
        + ";tag="
        + localTag
        + "\r\nTo: <"
        + remoteUri
        + ">"
        + (remoteTag.isEmpty() || method.equals("CANCEL") ? "" : ";tag=" + remoteTag)
        + "\r\nCall-ID: "
        + callId
        + "\r\nCSeq: "
        + number
        + " "
        + method
        + "\r\nContact: <"
        + phone.uri()
        + ">"
        + phone.tags()
        + "\r\n"
        + phone.assertedInRequests()
        + "Max-Forwards: 70\r\n"
        + headers
        + body(type, body);
  }

  private static String body(String type, String body) {
    return (type.isEmpty() ? "" : "Content-Type: " + type + "\r\n")
        + "Content-Length: "
        + body.getBytes(StandardCharsets.UTF_8).length
        + "\r\n\r\n"
        + body;
  }

  // In

  void request(SipText request) {
    requests.add(request);
    String method = request.startLine().replaceFirst(" .*", "");
    switch (method) {
      case "INVITE", "UPDATE" -> {
        if (answersChanges) {
          boolean yes = changeStatus < 300;
          respond(
              request,
              changeStatus,
              yes ? "OK" : "No",
              yes ? phone.offer(5 + requests.size()) : "");
        }
      }
      case "BYE" -> {
        if (answersBye) {
          respond(request, 200, "OK", "");
        }
      }
      case "CANCEL" -> {
        respond(request, 200, "OK", "");
        if (invited != null) {
          respond(invited, 487, "Request Terminated", "");
        }
      }
      case "ACK" -> {}
      default -> respond(request, 200, "OK", "");
    }
    arrivals.add(request);
  }

  public void ring() {
    respond(invitation(), 180, "Ringing", "");
  }

  public void accept() {
    respond(invitation(), 200, "OK", phone.offer(1));
  }

  /** Another branch of a fork accepts, with a tag of its own. */
  public void acceptFrom(String branch) {
    respond(invitation(), branch, 200, "OK", phone.offer(1));
  }

  public void reject(int status, String reason) {
    respond(invitation(), status, reason, "");
  }

  /** Answers a request of this dialog by hand. */
  public void respond(SipText request, int status, String reason, String sdp) {
    respond(request, localTag, status, reason, sdp);
  }

  private void respond(SipText request, String tag, int status, String reason, String sdp) {
    StringBuilder text = new StringBuilder("SIP/2.0 " + status + " " + reason + "\r\n");
    request.headers("Via").forEach(via -> text.append("Via: ").append(via).append("\r\n"));
    text.append("From: ").append(request.header("From")).append("\r\n");
    String to = request.header("To");
    text.append("To: ").append(to).append(to.contains(";tag=") ? "" : ";tag=" + tag);
    text.append("\r\nCall-ID: ").append(callId);
    text.append("\r\nCSeq: ").append(request.header("CSeq"));
    text.append("\r\n").append(contact).append(phone.assertedInAnswers());
    text.append("Allow: INVITE, ACK, CANCEL, BYE, UPDATE, NOTIFY, MESSAGE\r\n");
    text.append(body(sdp.isEmpty() ? "" : "application/sdp", sdp));
    if (status < 200) {
      phone.bank().transmit(text.toString());
    } else {
      phone.bank().answer(request, text.toString());
    }
  }
}
