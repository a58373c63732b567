package io.tollgate.sip.controlling;

import io.tollgate.charging.Owner;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.record.AdviceOfCharge;
import io.tollgate.conference.ChangeOffer;
import io.tollgate.conference.Conference;
import io.tollgate.conference.InboundLeg;
import io.tollgate.conference.Release;
import io.tollgate.conference.User;
import io.tollgate.conference.UserAddress;
import io.tollgate.log.Brief;
import io.tollgate.msrp.FocusLeg;
import io.tollgate.msrp.MsrpParticipant;
import io.tollgate.msrp.MsrpSdpException;
import io.tollgate.msrp.sdp.MessageSdp;
import io.tollgate.sip.leg.Advice;
import io.tollgate.sip.leg.Bodies;
import io.tollgate.sip.leg.Leg;
import io.tollgate.sip.leg.LegListener;
import io.tollgate.sip.leg.Reason;
import io.tollgate.sip.leg.Redirection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import javax.servlet.sip.SipApplicationSession;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import javax.servlet.sip.SipSession;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One participant's dialog and message session. A leg that dialled in lives in an application
 * session of its own: what the conference asks of it is handed to that session's owner, and what it
 * tells is handed to the conference's.
 */
final class ParticipantLeg implements InboundLeg, LegListener {
  private static final Logger LOG = LogManager.getLogger(ParticipantLeg.class);

  /** T4 (RFC 3261 17.1.2.2): an answer is repeated to whoever has not heard it. */
  private static final Duration LINGER = Duration.ofSeconds(5);

  private static final int NO_UNITS = 402;

  private final FocusConference focus;
  private final SipServletRequest invite;
  private final Owner owner;
  private final String device;
  private final String callId;
  private final FocusLeg messages;
  private final Leg dialog;
  private final Renegotiation renegotiation;
  private final Dialling dialling;
  private User user;
  private @Nullable String answerToApply;
  private @Nullable ChangeRequest offerless;
  private volatile @Nullable String deviceOfAnswer;
  private final List<String> written;
  private final Queue<Runnable> afterBye = new ArrayDeque<>(1);
  private boolean cancelled;

  private ParticipantLeg(
      FocusConference focus,
      SipServletRequest invite,
      Owner owner,
      User user,
      List<String> written,
      boolean outgoing) {
    this.focus = focus;
    this.invite = invite;
    this.owner = owner;
    this.user = user;
    this.written = written;
    callId = invite.getCallId();
    messages = focus.messages().join(new MsrpParticipant(user.address().uri(), written, callId));
    dialog =
        outgoing
            ? Leg.outgoing(focus.context().legs(), owner, this, invite)
            : Leg.incoming(focus.context().legs(), owner, this, invite);
    device = outgoing ? "" : Device.of(invite);
    renegotiation = new Renegotiation(this);
    dialling = new Dialling(this, invite);
    if (owner != focus.owner()) {
      owner.onFailure(why -> lost());
    }
  }

  static ParticipantLeg incoming(
      FocusConference focus, SipServletRequest invite, Owner owner, User user) {
    Caller caller = new Caller(focus.context().legs().headers().door().believe(invite));
    ParticipantLeg leg = new ParticipantLeg(focus, invite, owner, user, caller.identities(), false);
    leg.dialog.announce("");
    return leg;
  }

  static ParticipantLeg outgoing(
      FocusConference focus, SipServletRequest invite, User user, String written) {
    return new ParticipantLeg(focus, invite, focus.owner(), user, List.of(written), true);
  }

  FocusConference focus() {
    return focus;
  }

  Leg dialog() {
    return dialog;
  }

  FocusLeg messages() {
    return messages;
  }

  /** The URI that stood in the invitation. */
  String invited() {
    return written.get(0);
  }

  User user() {
    return user;
  }

  /** Runs where the dialog may be touched. */
  void onDialog(Runnable task) {
    if (owner == focus.owner()) {
      task.run();
    } else {
      owner.execute(task);
    }
  }

  /** For the subscriptions in this dialog. */
  Dialog notifications() {
    return new Dialog() {
      @Override
      public SipServletRequest request() {
        return dialog.request("NOTIFY");
      }

      /**
       * Not while a BYE is out: whoever gets that after what was sent later refuses it (RFC 3261
       * 12.2.2), and stays in.
       */
      @Override
      public void whenQuiet(Runnable task) {
        if (dialog.state() == Leg.State.ENDING) {
          afterBye.add(task);
        } else {
          task.run();
        }
      }
    };
  }

  /** Tells the conference, after what is under way there. */
  void tell(Consumer<Conference> event) {
    Runnable task = () -> event.accept(focus.conference());
    if (owner == focus.owner()) {
      focus.owner().here(task);
    } else {
      focus.owner().execute(task);
    }
  }

  // What the conference asks for

  @Override
  public String id() {
    return callId;
  }

  @Override
  public String callId() {
    return callId;
  }

  @Override
  public String device() {
    String answered = deviceOfAnswer;
    return answered == null ? device : answered;
  }

  /**
   * @param sdp the peer's offer; null where we are to offer
   * @throws MsrpSdpException when it offers no message session that we can anchor: 488
   */
  void offered(@Nullable String sdp) {
    if (sdp != null) {
      if (!MessageSdp.carriesMessages(sdp)) {
        throw new MsrpSdpException("no message media is offered");
      }
      messages.remoteOffer(sdp);
    }
  }

  void dial(@Nullable FirstMessage message) {
    dialling.begin(message);
  }

  @Override
  public void accept() {
    messages.admit(focus.gate(this));
    AdviceOfCharge advice = focus.adviceForAnswer(user);
    onDialog(
        () -> {
          dialog.announce("");
          dialog.whenAnnounced(() -> answer(advice));
        });
  }

  private void answer(@Nullable AdviceOfCharge advice) {
    if (dialog.state() != Leg.State.EARLY || cancelled) {
      return;
    }
    SipServletResponse ok = invite.createResponse(SipServletResponse.SC_OK);
    Advice.mark(ok, advice);
    focus.identity().mark(ok);
    String offer = dialog.descriptions().received();
    Bodies.setSdp(ok, offer == null ? messages.offer() : messages.answer());
    ok.setHeader("Allow", FocusRequests.ALLOWED);
    ok.setHeader("Allow-Events", "conference, refer");
    dialog.answer(ok);
  }

  @Override
  public void activate() {
    focus.connections().watch(messages, this::unreachable);
    messages.admit(focus.gate(this));
    onDialog(
        () -> {
          String answer = answerToApply;
          answerToApply = null;
          if (answer != null) {
            messages.remoteAnswer(answer);
          }
        });
    advise();
  }

  @Override
  public void release(Release why) {
    onDialog(
        () -> {
          dialling.stopRinging();
          try {
            messages.close();
            letGo(why);
          } catch (IllegalStateException | RejectedExecutionException e) {
            // The container has ended the transaction or the dialog before us, or the node stops.
            LOG.info("leg {} is gone already: {}", callId, Brief.of(e));
            tell(conference -> conference.released(this));
          }
        });
  }

  private void letGo(Release why) {
    if (dialog.state() == Leg.State.ENDED) {
      tell(conference -> conference.released(this));
    } else if (dialog.isOutgoing() || dialog.state() != Leg.State.EARLY) {
      // Answered, or in a dialog: there is no 302 any more.
      int status = why.redirectUri() == null ? why.status() : NO_UNITS;
      dialog.release(status == 0 ? null : Reason.of(status, why.text()));
    } else if (!cancelled) {
      dialog.answer(Answers.refusal(invite, why));
    }
  }

  @Override
  public void settle(Runnable counted) {
    messages.left().whenComplete((done, failure) -> focus.owner().execute(counted));
  }

  @Override
  public void renegotiate(ChangeOffer offer) {
    onDialog(() -> renegotiation.offer(offer));
  }

  @Override
  public void refer(String uri, Runnable refused) {
    Runnable told = () -> focus.owner().execute(refused);
    onDialog(
        () -> {
          if (!dialog.isOpen() || !Redirection.refer(dialog, uri, told)) {
            told.run();
          }
        });
  }

  /** Once the dialog is confirmed. */
  @Override
  public void advise() {
    onDialog(
        () -> {
          if (dialog.state() == Leg.State.CONFIRMED) {
            focus.owner().execute(this::tellAdvice);
          }
        });
  }

  private void tellAdvice() {
    AdviceOfCharge news = focus.adviceForMessage(user);
    if (news != null) {
      onDialog(
          () -> {
            if (dialog.isOpen()) {
              Advice.send(dialog, news);
            }
          });
    }
  }

  // What the dialog tells

  @Override
  public void onModification(Leg leg, SipServletRequest request) {
    ChangeRequest change = new ChangeRequest(this, request);
    String sdp = change.sdp();
    if (sdp == null) {
      change.submitOffering();
    } else if (change.isRefresh()) {
      change.answer();
    } else {
      change.submit();
    }
  }

  @Override
  public void onBye(Leg leg, SipServletRequest bye) {
    dialling.stopRinging();
    messages.close();
    String reason = bye.getHeader(Reason.HEADER);
    tell(conference -> conference.departed(this, reason));
  }

  @Override
  public void onRequest(Leg leg, SipServletRequest request) {
    new FocusRequests(this).receive(request);
  }

  @Override
  public void onResponse(Leg leg, SipServletResponse response) {
    switch (response.getMethod()) {
      case "INVITE", "UPDATE" -> {
        if (renegotiation.takes(response)) {
          return;
        }
        dialling.answered(response);
      }
      default -> {}
    }
  }

  /** The ACK will bring the answer to our offer. */
  void awaitsDescription(ChangeRequest change) {
    offerless = change;
  }

  /**
   * The answer waits until the participant is let in.
   *
   * @param asserted whom the network says that is who answered
   */
  void answered(String sdp, SipServletResponse response, List<String> asserted) {
    answerToApply = sdp;
    deviceOfAnswer = Device.of(response);
    List<UserAddress> addresses = new ArrayList<>(user.addresses());
    asserted.stream().map(UserAddress::of).filter(one -> !user.is(one)).forEach(addresses::add);
    user = new User(addresses, user.anonymous());
    messages.alsoKnownAs(asserted);
  }

  @Override
  public void onAck(Leg leg, @Nullable String sdp) {
    ChangeRequest change = offerless;
    offerless = null;
    if (change != null) {
      change.completed(sdp);
      return;
    }
    if (sdp != null) {
      answerToApply = sdp;
    }
    tell(conference -> conference.confirmed(this));
    advise();
  }

  @Override
  public void onCancel(Leg leg, SipServletRequest cancel) {
    if (leg.state() == Leg.State.EARLY) {
      cancelled = true;
      messages.close();
      tell(conference -> conference.cancelled(this));
    }
  }

  @Override
  public void onLost(Leg leg, Loss why) {
    messages.close();
    leg.release(Reason.of(408, "no sign of life"));
    if (why == Loss.ACK_MISSING) {
      tell(conference -> conference.unconfirmed(this));
    } else {
      tell(conference -> conference.lost(this));
    }
  }

  @Override
  public void onEnded(Leg leg) {
    dialling.stopRinging();
    dialling.responded();
    renegotiation.over();
    afterBye.forEach(Runnable::run);
    afterBye.clear();
    tell(
        conference -> {
          focus.connections().forget(messages);
          conference.released(this);
        });
    SipSession ended = leg.session();
    focus.context().legs().timers().schedule(LINGER, owner, () -> letGo(ended));
  }

  /**
   * A container keeps a dialog for the subscriptions in it, that of a REFER among them (RFC 6665
   * 4.5.2); with its participant they have ended here.
   */
  private static void letGo(SipSession dialog) {
    if (!dialog.isValid()) {
      return;
    }
    SipApplicationSession session = dialog.getApplicationSession();
    dialog.invalidate();
    if (session.isValid() && session.getInvalidateWhenReady() && session.isReadyToInvalidate()) {
      session.invalidate();
    }
  }

  /** What came of this party could not be dealt with: it leaves, the others stay. */
  @Override
  public void onFailure(Leg leg, RuntimeException why) {
    LOG.error("leg {} failed, and leaves: {}", callId, Brief.of(why));
    lost();
  }

  private void lost() {
    boolean early = dialog.state() == Leg.State.EARLY;
    messages.close();
    dialog.giveUp(new Refusal(500, "internal error", null));
    if (early && dialog.isOutgoing()) {
      tell(conference -> conference.rejected(this, 500, "internal error"));
    } else if (early) {
      tell(conference -> conference.cancelled(this));
    } else {
      tell(conference -> conference.departed(this, null));
    }
  }

  /** The dialog is gone, as the peer said to a request of ours (RFC 3261 12.2.1.2). */
  void dead() {
    messages.close();
    dialog.release((String) null);
    tell(conference -> conference.lost(this));
  }

  /** Nothing that is sent arrives: the participant is out, and hears of it if still there. */
  private void unreachable(Release why) {
    onDialog(
        () -> {
          messages.close();
          dialog.release(Reason.of(why.status(), why.text()));
        });
    focus.conference().lost(this);
  }
}
