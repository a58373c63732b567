package io.tollgate.walk.model;

import io.tollgate.walk.party.Dialog;
import io.tollgate.walk.party.Inbox;
import io.tollgate.walk.party.Notes;
import io.tollgate.walk.party.Party;
import io.tollgate.walk.party.Wire;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One walk while it is played: its parties and its calls. */
public final class Stage implements AutoCloseable {
  private final Terms terms;
  private final Inbox inbox = new Inbox();
  private final Notes notes = new Notes();
  private final Map<String, Party> parties = new LinkedHashMap<>();
  private final List<Call> calls = new ArrayList<>();
  private final List<Meeting> meetings = new ArrayList<>();
  private final List<Cost> costs = new ArrayList<>();
  private final Troubles troubles;
  private final Set<String> shaken = new HashSet<>();
  private final Set<String> unsure = new HashSet<>();

  /**
   * @param mark makes the users of this walk different from those of all others
   */
  public Stage(Terms terms, Wire wire, Troubles troubles, String mark) {
    this.troubles = troubles;
    this.terms = terms;
    terms
        .transports()
        .forEach(
            (name, transport) ->
                parties.put(
                    name, new Party(name, name + "-" + mark, transport, wire, inbox, notes)));
  }

  public Terms terms() {
    return terms;
  }

  public Inbox inbox() {
    return inbox;
  }

  public Notes notes() {
    return notes;
  }

  public Party party(String name) {
    Party party = parties.get(name);
    if (party == null) {
      throw new IllegalArgumentException("party: " + name + " (expected: one of " + parties + ")");
    }
    return party;
  }

  public List<Party> parties() {
    return List.copyOf(parties.values());
  }

  public void began(Call call) {
    calls.add(call);
    if (isUnsure(call.caller())) {
      call.uncertain();
      call.mayEnd(true);
    }
  }

  public void began(Meeting meeting) {
    meetings.add(meeting);
  }

  public List<Meeting> meetings() {
    return meetings;
  }

  /** The conference that this party is in, or asked to. */
  public @Nullable Meeting meetingOf(Party party) {
    return meetings.stream().filter(meeting -> meeting.has(party)).findFirst().orElse(null);
  }

  /** Whether this party is there, and in nothing. */
  public boolean isFree(Party party) {
    return !party.isGone() && callOf(party) == null && meetingOf(party) == null;
  }

  /** Whether it rings somewhere, besides in this party's call. */
  public boolean isAnotherRinging(Party party) {
    Call own = callOf(party);
    return calls.stream().anyMatch(call -> call != own && call.isBeingSetUp())
        || meetings.stream().anyMatch(meeting -> !meeting.asked().isEmpty());
  }

  /** The INVITE that came to a party and is not in the model yet. */
  public @Nullable Dialog cameTo(Party party) {
    List<Dialog> dialogs = party.dialogs();
    Dialog latest = dialogs.isEmpty() ? null : dialogs.get(dialogs.size() - 1);
    return latest != null && latest.isIncoming() && latest.state() == Dialog.State.EARLY
        ? latest
        : null;
  }

  // What goes wrong elsewhere

  /**
   * @param harmless nothing may come of it but a repetition
   */
  public void trouble(Party payer, String fault, boolean harmless) {
    shaken.add(payer.user());
    if (!harmless) {
      unsure.add(payer.user());
      calls.stream()
          .filter(call -> call.caller() == payer && call.phase() != Call.Phase.OVER)
          .forEach(
              call -> {
                call.uncertain();
                call.mayEnd(true);
              });
    }
    troubles.befall(payer.user(), fault);
  }

  /** Charging may refuse what this party wants. */
  public boolean isUnsure(Party payer) {
    return unsure.contains(payer.user());
  }

  public List<Call> calls() {
    return calls;
  }

  /** Something besides a call that has to be paid for. */
  public void costs(Cost cost) {
    costs.add(cost);
  }

  /** All that has to be in the books. */
  public List<Cost> bill() {
    List<Cost> bill = new ArrayList<>(costs);
    calls.stream().filter(call -> !call.isFree()).forEach(call -> bill.add(Cost.of(call)));
    meetings.forEach(meeting -> bill.add(meeting.cost()));
    return bill.stream()
        .map(cost -> shaken.contains(cost.payer()) ? cost.repeatedPerhaps() : cost)
        .toList();
  }

  /** The call that this party is in now. */
  public @Nullable Call callOf(Party party) {
    for (Call call : calls) {
      if (call.phase() != Call.Phase.OVER && (call.caller() == party || call.callee() == party)) {
        return call;
      }
    }
    return null;
  }

  @Override
  public void close() {
    shaken.forEach(troubles::pass);
    parties.values().forEach(Party::close);
  }
}
