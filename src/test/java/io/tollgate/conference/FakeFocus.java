package io.tollgate.conference;

import io.tollgate.charging.flow.Charging;
import io.tollgate.charging.flow.FlowBook;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.flow.Step;
import io.tollgate.charging.record.Media;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.charging.record.SessionType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A conference with legs that note what they are told. */
final class FakeFocus {

  static final UserAddress ALICE = UserAddress.of("sip:alice@x");

  /** As the standards draw it; what the conference does is in the order of the book. */
  private static final FlowBook BOOK = FlowBook.standard();

  static final Function<Procedure, List<Step>> OFFLINE =
      procedure -> BOOK.steps(ServiceProfile.IM, Charging.OFFLINE, procedure);

  static final Function<Procedure, List<Step>> ONLINE =
      procedure -> BOOK.steps(ServiceProfile.IM, Charging.ONLINE, procedure);

  /** With F8 as modification instead of F2. */
  static final Function<Procedure, List<Step>> CPM_OFFLINE =
      procedure -> BOOK.steps(ServiceProfile.CPM, Charging.OFFLINE, procedure);

  final ScriptedCharging charging;
  final List<String> log = new ArrayList<>();
  final Map<String, FakeLeg> dialled = new LinkedHashMap<>();
  final List<FakeLeg> everyLeg = new ArrayList<>();
  final Map<UserAddress, ParticipantView> told = new LinkedHashMap<>();
  final Conference conference;
  int presentTold;
  boolean ended;
  private int legs;

  FakeFocus(Function<Procedure, List<Step>> flows, SessionType type, int minimum) {
    this(flows, type, new ConferencePolicy(minimum, false, Duration.ZERO, 10, false));
  }

  FakeFocus(Function<Procedure, List<Step>> flows, SessionType type, ConferencePolicy policy) {
    charging = new ScriptedCharging(flows);
    conference =
        new Conference(
            new ConferenceTerms("sip:conf@x", 1, type, ALICE, ALICE, null),
            policy,
            new OnePayer(charging),
            this::dial,
            new Watcher(),
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
  }

  FakeLeg initiate(String... invitees) {
    FakeLeg leg = new FakeLeg("alice");
    List<Invitation> invitations = new ArrayList<>();
    for (String name : invitees) {
      invitations.add(invitation(name));
    }
    conference.initiate(leg, User.of(ALICE), null, Media.NONE, invitations);
    return leg;
  }

  /** A running conference of alice and the named ones. */
  FakeLeg running(String... names) {
    FakeLeg alice = initiate(names);
    for (String name : names) {
      accept(name);
    }
    conference.confirmed(alice);
    log.clear();
    charging.charges.clear();
    return alice;
  }

  void accept(String name) {
    conference.accepted(leg(name), new Acceptance(null, List.of()));
  }

  FakeLeg dialIn(String name) {
    FakeLeg leg = new FakeLeg(name);
    conference.dialIn(leg, User.of(user(name)), null);
    return leg;
  }

  FakeLeg leg(String name) {
    FakeLeg leg = dialled.get(name);
    if (leg == null) {
      throw new AssertionError(name + " was not dialled");
    }
    return leg;
  }

  /** A leg of that device, not told to the conference yet. */
  FakeLeg leg(String device, String name) {
    FakeLeg leg = new FakeLeg(name);
    leg.device = device;
    return leg;
  }

  static UserAddress user(String name) {
    return UserAddress.of("sip:" + name + "@x");
  }

  static Invitation invitation(String name) {
    return new Invitation(user(name).uri(), null, ALICE);
  }

  private ConferenceLeg dial(Invitation invitation) {
    String name = invitation.uri().replaceAll("^sip:|@x$", "");
    log.add("INVITE " + name);
    FakeLeg leg = new FakeLeg(name);
    dialled.put(name, leg);
    return leg;
  }

  final class FakeLeg implements InboundLeg {
    final String name;
    final String id;
    String device = "";
    boolean active;
    boolean released;
    boolean gone;
    boolean answered;
    @Nullable Release why;
    @Nullable ChangeOffer asked;

    FakeLeg(String name) {
      this.name = name;
      this.id = name + "#" + legs++;
      everyLeg.add(this);
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public String callId() {
      return id;
    }

    @Override
    public String device() {
      return device;
    }

    @Override
    public void accept() {
      log.add("200 " + name);
    }

    @Override
    public void activate() {
      active = true;
    }

    @Override
    public void release(Release release) {
      released = true;
      why = release;
      log.add("RELEASE " + name + " " + release.status());
    }

    @Override
    public void renegotiate(ChangeOffer offer) {
      asked = offer;
      log.add("REINVITE " + name);
    }
  }

  final class Change implements ModificationRequest {

    @Override
    public boolean concernsOthers() {
      return true;
    }

    @Override
    public boolean isCharged() {
      return false;
    }

    final boolean hold;

    Change(boolean hold) {
      this.hold = hold;
    }

    @Override
    public String method() {
      return "INVITE";
    }

    @Override
    public Instant receivedAt() {
      return Instant.EPOCH;
    }

    @Override
    public Media media() {
      return Media.NONE;
    }

    @Override
    public boolean holds() {
      return hold;
    }

    @Override
    public void answer() {
      log.add("200 to the change");
    }

    @Override
    public void refuse(Release why) {
      log.add(why.status() + " to the change");
    }
  }

  private final class Watcher implements ConferenceObserver {
    @Override
    public void changed(ParticipantView who, int present) {
      presentTold = present;
      if (who.state().isOver()) {
        told.remove(who.address());
      } else {
        told.put(who.address(), who);
      }
    }

    @Override
    public void ending() {
      log.add("ending");
    }

    @Override
    public void ended() {
      ended = true;
      log.add("ended");
    }
  }
}
