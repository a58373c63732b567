package io.tollgate.sip.controlling;

import io.tollgate.charging.MessageGate;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.Timers.Timer;
import io.tollgate.charging.record.AdviceOfCharge;
import io.tollgate.charging.record.Media;
import io.tollgate.conference.Billing;
import io.tollgate.conference.Conference;
import io.tollgate.conference.ConferenceObserver;
import io.tollgate.conference.ConferenceTerms;
import io.tollgate.conference.KeptConference;
import io.tollgate.conference.ParticipantView;
import io.tollgate.conference.Release;
import io.tollgate.conference.User;
import io.tollgate.conference.UserAddress;
import io.tollgate.log.Masked;
import io.tollgate.msrp.MsrpConference;
import io.tollgate.msrp.MsrpLeg;
import io.tollgate.msrp.MsrpListener;
import io.tollgate.msrp.MsrpSdpException;
import io.tollgate.sip.ServiceMark;
import io.tollgate.sip.body.BodyPart;
import io.tollgate.sip.leg.Advice;
import io.tollgate.sip.leg.Attempt;
import io.tollgate.sip.leg.SerialOwner;
import io.tollgate.sip.trust.ChargingVector;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.servlet.sip.SipApplicationSession;
import javax.servlet.sip.SipServletRequest;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** A conference with everything that hangs on it: its legs, its message switch, its watchers. */
final class FocusConference implements ConferenceObserver {
  private static final Logger LOG = LogManager.getLogger(FocusConference.class);

  private final FocusContext context;
  private final ConferenceDirectory directory;
  private final SipApplicationSession session;
  private final SerialOwner owner;
  private final ConferencePlan plan;
  private final FocusIdentity identity;
  private final List<UserAddress> uris;
  private final User initiator;
  private final MsrpConference messages;
  private final Conference conference;
  private final FocusInvites invites;
  private final ConferenceNotifier notifier;
  private final LostConnections connections;
  private final Map<UserAddress, Advice> advice = new HashMap<>();
  private @Nullable Timer longest;
  private int failures;

  private FocusConference(
      FocusContext context,
      ConferenceDirectory directory,
      SipServletRequest invite,
      ServiceMark mark,
      ConferencePlan plan) {
    this.context = context;
    this.directory = directory;
    session = invite.getApplicationSession();
    owner = new SerialOwner(context.container(), session, context.standIn());
    Caller caller = new Caller(context.legs().headers().door().believe(invite));
    initiator = caller.user();
    this.plan = plan;
    identity = FocusIdentity.of(context, plan);
    uris = identity.addresses();
    ChargingVector vector = caller.vector(context.host());
    ConferenceTerms terms =
        new ConferenceTerms(
            identity.uri(),
            context.sessionNumbers().getAsLong(),
            plan.type(),
            plan.owner() == null || initiator.is(plan.owner()) ? initiator.address() : plan.owner(),
            initiator.address(),
            invite.getHeader("Subject"));
    Billing billing =
        new Payers(context, owner, new OfPayers())
            .billing(new FocusTerms(invite, caller, mark, vector, terms, plan.groupName()), terms);
    messages =
        context
            .messages()
            .openConference(
                new io.tollgate.msrp.ConferenceTerms(
                    identity.uri(),
                    identity.uri(),
                    context.policy().nicknames(),
                    context.policy().privateMessages(),
                    context.policy().mediaIdle()),
                new MediaEvents());
    BodyPart message = plan.message();
    invites =
        new FocusInvites(
            context,
            this,
            invite,
            vector,
            initiator.anonymous(),
            message == null
                ? null
                : new FirstMessage(
                    message,
                    plan.invitations(),
                    this::initiatorsGate,
                    why -> endByCharging(null, why)));
    conference =
        new Conference(
            terms, context.policy().of(plan), billing, invites::dial, this, context.legs().clock());
    if (plan.kept() != null) {
      conference.reopened(plan.kept());
    }
    notifier = new ConferenceNotifier(context, owner, identity, conference);
    connections =
        new LostConnections(context.policy().lostConnection(), context.legs().timers(), owner);
    owner.onFailure(why -> failed(invite));
  }

  /** A step threw: the conference ends, in the harder way if the softer one fails as well. */
  private void failed(SipServletRequest invite) {
    Refusal internal = new Refusal(500, "internal error", null);
    boolean ends =
        switch (failures++) {
          case 0 -> Attempt.at(() -> conference.endByCharging(internal));
          case 1 -> false;
          default -> Attempt.at(conference::abandonCharging);
        };
    if (!ends && !Attempt.at(conference::giveUp)) {
      Attempt.at(conference::abandonCharging);
    }
    if (!invite.isCommitted()) {
      Answers.refuse(invite, internal);
    }
  }

  /**
   * Opens a conference. Called by the owner of the INVITE's application session, after everything
   * that can be refused without charging has been looked at.
   */
  static void open(
      FocusContext context,
      ConferenceDirectory directory,
      SipServletRequest invite,
      ServiceMark mark,
      ConferencePlan plan) {
    FocusConference focus = new FocusConference(context, directory, invite, mark, plan);
    focus.session.setInvalidateWhenReady(false);
    focus.session.setExpires(0);
    for (UserAddress uri : focus.uris) {
      if (!directory.enter(uri, focus)) {
        // Two called the group at once: the other one was first, and has what was taken for this.
        directory.close(focus);
        focus.abandon(invite);
        return;
      }
    }
    directory.began(focus);
    focus.begin(invite, plan);
  }

  private void abandon(SipServletRequest invite) {
    messages.close();
    context.quota().giveBack(initiator.address());
    Answers.refuse(invite, new Refusal(503, "the group is being called", 1));
    session.setInvalidateWhenReady(true);
  }

  private void begin(SipServletRequest invite, ConferencePlan plan) {
    owner.here(
        () -> {
          ParticipantLeg leg = ParticipantLeg.incoming(this, invite, owner, initiator);
          String sdp = plan.sdp();
          try {
            leg.offered(sdp);
          } catch (MsrpSdpException e) {
            leg.release(Release.refusing(488, String.valueOf(e.getMessage())));
            ending();
            ended();
            return;
          }
          limitDuration();
          conference.initiate(
              leg,
              initiator,
              new Caller(context.legs().headers().door().believe(invite)).displayName(),
              sdp == null ? Media.NONE : SessionMedia.offered(sdp),
              plan.invitations());
        });
  }

  private void limitDuration() {
    Duration limit = context.policy().conference().longest();
    if (!limit.isZero()) {
      longest =
          context
              .legs()
              .timers()
              .schedule(
                  limit, owner, () -> conference.end(Release.unused("longest duration reached")));
    }
  }

  /** A participant's own INVITE, in an application session of its own. */
  void dialIn(SipServletRequest invite, User user, @Nullable String name, String sdp) {
    ParticipantLeg leg =
        ParticipantLeg.incoming(
            this, invite, context.owners().apply(invite.getApplicationSession()), user);
    try {
      leg.offered(sdp.isEmpty() ? null : sdp);
    } catch (MsrpSdpException e) {
      leg.release(Release.refusing(488, String.valueOf(e.getMessage())));
      return;
    }
    owner.execute(() -> conference.dialIn(leg, user, name));
  }

  private MessageGate initiatorsGate() {
    return conference.billing().gate(initiator.address());
  }

  FocusContext context() {
    return context;
  }

  SerialOwner owner() {
    return owner;
  }

  FocusIdentity identity() {
    return identity;
  }

  List<UserAddress> uris() {
    return uris;
  }

  Conference conference() {
    return conference;
  }

  /** By which the servers of a cluster know it. */
  String key() {
    UserAddress group = plan.group();
    return group == null ? identity.user() : group.uri();
  }

  /** As its owner sees it, when that gets to it. */
  CompletableFuture<KeptConference> kept() {
    CompletableFuture<KeptConference> kept = new CompletableFuture<>();
    owner.execute(
        () -> kept.complete(conference.kept(identity.user(), plan.group(), plan.groupName())));
    return kept;
  }

  /** As its owner sees it, when that gets to it. */
  CompletableFuture<ConferenceView> view() {
    CompletableFuture<ConferenceView> view = new CompletableFuture<>();
    owner.execute(
        () ->
            view.complete(
                new ConferenceView(
                    conference.terms(), conference.present(), conference.participants())));
    return view;
  }

  LostConnections connections() {
    return connections;
  }

  MsrpConference messages() {
    return messages;
  }

  ConferenceNotifier notifier() {
    return notifier;
  }

  SipApplicationSession session() {
    return session;
  }

  /** Charging asks for the end: of all, or of the one who pays alone. */
  private void endByCharging(@Nullable UserAddress payer, Refusal why) {
    owner.execute(
        () -> {
          if (payer == null || conference.remove(payer, Release.of(why), null).isPresent()) {
            conference.endByCharging(why);
          }
        });
  }

  /** What the charging of a payer asks for. */
  private final class OfPayers implements Payers.Wishes {
    @Override
    public void end(@Nullable UserAddress payer, Refusal why) {
      endByCharging(payer, why);
    }

    @Override
    public void refer(UserAddress payer, String uri, Runnable refused) {
      owner.execute(() -> conference.refer(payer, uri, refused));
    }

    /** Who is here hears of it at once, who is still joining after that. */
    @Override
    public void advise(UserAddress payer, AdviceOfCharge said) {
      owner.here(
          () -> {
            advice.computeIfAbsent(payer, first -> new Advice(context.legs().advice())).heard(said);
            conference.advise(payer);
          });
    }
  }

  /** What this one is told of money, if this is the payer. */
  private @Nullable Advice advice(User user) {
    for (UserAddress address : user.addresses()) {
      Advice told = advice.get(address);
      if (told != null) {
        return told;
      }
    }
    return null;
  }

  @Nullable AdviceOfCharge adviceForAnswer(User user) {
    Advice told = advice(user);
    return told == null ? null : told.forAnswer();
  }

  @Nullable AdviceOfCharge adviceForMessage(User user) {
    Advice told = advice(user);
    return told == null ? null : told.forMessage();
  }

  void nodeFailure(Runnable closed) {
    counted(
        () -> {
          conference.nodeFailure();
          closed.run();
        });
  }

  @Override
  public void settle(Runnable counted) {
    counted(counted);
  }

  /** Ends the message plane's part; what it still had to tell has been told when this runs. */
  private void counted(Runnable task) {
    messages.close().whenComplete((counters, failure) -> owner.execute(task));
  }

  @Override
  public void changed(ParticipantView who, int present) {
    directory.changed(this);
    notifier.changed(who);
  }

  @Override
  public void ending() {
    directory.close(this);
    Timer timer = longest;
    if (timer != null) {
      timer.cancel();
    }
  }

  @Override
  public void ended() {
    notifier.over();
    messages.close();
    context.quota().giveBack(initiator.address());
    directory.ended(this);
    LOG.info("conference {} ended", Masked.of(identity.uri()));
    letGoOfTheSession();
  }

  /** A session that is ready already is not looked at again by the container. */
  private void letGoOfTheSession() {
    if (!session.isValid()) {
      return;
    }
    if (session.isReadyToInvalidate()) {
      session.invalidate();
    } else {
      session.setInvalidateWhenReady(true);
    }
  }

  /** Where a participant's messages are counted; on the conference's owner. */
  MessageGate gate(ParticipantLeg leg) {
    return conference.gate(leg, leg.user());
  }

  /** Told on event loops, so everything is handed over. */
  private final class MediaEvents implements MsrpListener {
    @Override
    public void idle(Duration silent) {
      owner.execute(
          () -> conference.end(Release.unused("no messages for " + silent.toSeconds() + " s")));
    }

    @Override
    public void bound(MsrpLeg leg) {
      owner.execute(() -> connections.back(leg));
    }

    @Override
    public void lost(MsrpLeg leg, String why) {
      LOG.info("conference {}: a message connection is lost: {}", Masked.of(identity.uri()), why);
      owner.execute(() -> connections.lost(leg));
    }
  }
}
