package io.tollgate.charging.offline;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.record.Participant;
import io.tollgate.charging.record.RecordReason;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An accounting session for the conference, which counts its messages, and one for each participant
 * who joins it, which says when that one came and went. Confined to its owner.
 */
public final class AccountingPerParticipant implements Accounting {

  private final Accounting conference;
  private final Set<String> represented;
  private final Function<Participant, Accounting> sessions;
  private final Map<String, Accounting> attached = new LinkedHashMap<>();

  /**
   * @param represented URIs of those whom the conference's own session stands for: who pays for it
   * @param sessions makes the session of a participant
   */
  public AccountingPerParticipant(
      Accounting conference, Set<String> represented, Function<Participant, Accounting> sessions) {
    this.conference = conference;
    this.represented = Set.copyOf(represented);
    this.sessions = sessions;
  }

  @Override
  public String id() {
    return conference.id();
  }

  @Override
  public void start(ChargingEvent event, Waiting waiting) {
    conference.start(event, waiting);
  }

  /** A join or a leave is in the records of those who did it, and not in the conference's. */
  @Override
  public void change(ChargingEvent event, RecordReason reason, Waiting waiting) {
    if (reason != RecordReason.JOIN && reason != RecordReason.LEAVE) {
      conference.change(event, reason, waiting);
      return;
    }
    Waiting first = waiting;
    for (Participant participant : event.roster().participants()) {
      String uri = participant.uri();
      if (!represented.contains(uri) && !attached.containsKey(uri)) {
        Accounting session = sessions.apply(participant);
        attached.put(uri, session);
        session.start(event, first);
        first = Waiting.forNothing();
      }
    }
    Set<String> here =
        event.roster().participants().stream().map(Participant::uri).collect(Collectors.toSet());
    for (String uri : Set.copyOf(attached.keySet())) {
      if (!here.contains(uri)) {
        end(uri, event, first);
        first = Waiting.forNothing();
      }
    }
    // Nobody who has a session of its own came or went: whoever waits, waits no longer.
    first.pass();
  }

  private void end(String uri, ChargingEvent event, Waiting waiting) {
    Accounting session = attached.remove(uri);
    if (session != null) {
      session.end(event, waiting);
    }
  }

  @Override
  public void end(ChargingEvent event, Waiting waiting) {
    Set.copyOf(attached.keySet()).forEach(uri -> end(uri, event, Waiting.forNothing()));
    conference.end(event, waiting);
  }

  @Override
  public void once(ChargingEvent event, Waiting waiting) {
    conference.once(event, waiting);
  }

  @Override
  public void journalClosing(ChargingEvent event, Runnable noted) {
    conference.journalClosing(event, noted);
  }

  @Override
  public void checkpoint() {
    conference.checkpoint();
    attached.values().forEach(Accounting::checkpoint);
  }
}
