package io.tollgate;

import io.tollgate.charging.enabler.ChargingEnablerUser;
import io.tollgate.conference.ConferencePlaces;
import io.tollgate.conference.ConferencePolicy;
import io.tollgate.conference.ConferenceQuota;
import io.tollgate.conference.Duplicates;
import io.tollgate.conference.InvitationRate;
import io.tollgate.msrp.MsrpPlane;
import io.tollgate.settings.ConferenceSettings;
import io.tollgate.sip.body.ListLimits;
import io.tollgate.sip.body.ResourceLists;
import io.tollgate.sip.container.SipContainer;
import io.tollgate.sip.controlling.ConferenceDirectory;
import io.tollgate.sip.controlling.ControllingFunction;
import io.tollgate.sip.controlling.ControllingPolicy;
import io.tollgate.sip.controlling.DialPacer;
import io.tollgate.sip.controlling.FocusContext;
import io.tollgate.sip.controlling.GroupBook;
import io.tollgate.sip.controlling.MemberLists;
import io.tollgate.sip.leg.StandIn;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts the controlling function together. */
final class ControllingModule implements AutoCloseable {
  private static final int LIST_DEPTH = 8;

  /** Conferences may take this long to close their charging when the node stops. */
  private static final Duration STOPPING = Duration.ofSeconds(3);

  private final ConferenceDirectory directory;
  private final ExecutorService background =
      Executors.newFixedThreadPool(
          2,
          task -> {
            Thread thread = new Thread(task, "tollgate-member-lists");
            thread.setDaemon(true);
            return thread;
          });
  private final GroupBook groups;
  private final ControllingFunction function;

  ControllingModule(
      ConferenceSettings settings,
      List<Pattern> factories,
      SipModule sip,
      SipContainer container,
      ChargingEnablerUser charging,
      MsrpPlane messages,
      StandIn standIn,
      ConferencePlaces places) {
    directory = new ConferenceDirectory(places);
    ListLimits limits =
        new ListLimits(
            settings.listBytes(), settings.listEntries(), LIST_DEPTH, settings.duplicates());
    groups = book(settings);
    FocusContext context =
        new FocusContext(
            policy(settings, factories, limits),
            sip.legs(),
            sip.factory(),
            sip.routing(),
            charging,
            messages,
            container,
            sip::owner,
            standIn,
            new ConferenceQuota(settings.maxPerUser(), settings.maxPerNode()),
            new InvitationRate(settings.invitationsPerSecond(), sip.legs().clock()),
            new DialPacer(settings.invitationsOut()),
            sip::nextSessionNumber,
            sip.host(),
            sip.contents(),
            places);
    function =
        new ControllingFunction(
            context,
            directory,
            groups,
            new MemberLists(
                new HttpOnce(settings),
                new ResourceLists(
                    new ListLimits(
                        settings.listBytes(),
                        settings.maxParticipants(),
                        LIST_DEPTH,
                        Duplicates.MERGE)),
                settings.listBytes(),
                settings.membersTimeout(),
                background));
  }

  private static GroupBook book(ConferenceSettings settings) {
    return settings.groupsFile().map(GroupBook::read).orElseGet(GroupBook::empty);
  }

  /** The groups file is read anew; a mistake in it changes nothing. */
  Reload.Step reloaded(ConferenceSettings settings) {
    GroupBook fresh;
    try {
      fresh = book(settings);
    } catch (UncheckedIOException | IllegalArgumentException e) {
      throw new IllegalArgumentException("conference.groups-file: " + e.getMessage(), e);
    }
    return () -> groups.become(fresh);
  }

  private static ControllingPolicy policy(
      ConferenceSettings settings, List<Pattern> factories, ListLimits limits) {
    return new ControllingPolicy(
        factories,
        settings.charges(),
        new ConferencePolicy(
            settings.minimum(),
            settings.endsWithOwner(),
            settings.maxDuration(),
            settings.maxParticipants(),
            settings.answerAtOnce(),
            settings.invitedOnly()),
        settings.chatMinimum(),
        settings.answerAtOnce(),
        settings.noAnswer(),
        settings.messagesIdle(),
        settings.nicknames(),
        settings.privateMessages(),
        limits,
        new ControllingPolicy.Notices(
            (int) settings.subscription().toSeconds(),
            (int) settings.minSubscription().toSeconds(),
            86_400),
        settings.lostConnection());
  }

  ControllingFunction function() {
    return function;
  }

  ConferenceDirectory directory() {
    return directory;
  }

  /** N12 for every conference that is still up. */
  void nodeStops() {
    directory.nodeStops(STOPPING);
  }

  @Override
  public void close() {
    background.shutdownNow();
  }

  /** The one client, made when the first list is fetched. */
  private static final class HttpOnce implements Supplier<HttpClient> {
    private final ConferenceSettings settings;
    private @Nullable HttpClient client;

    HttpOnce(ConferenceSettings settings) {
      this.settings = settings;
    }

    @Override
    public synchronized HttpClient get() {
      HttpClient made = client;
      if (made == null) {
        made = HttpClient.newBuilder().connectTimeout(settings.membersTimeout()).build();
        client = made;
      }
      return made;
    }
  }
}
