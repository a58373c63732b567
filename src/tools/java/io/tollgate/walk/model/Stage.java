package io.tollgate.walk.model;

import io.tollgate.walk.party.Inbox;
import io.tollgate.walk.party.Notes;
import io.tollgate.walk.party.Party;
import io.tollgate.walk.party.Wire;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One walk while it is played: its parties and its calls. */
public final class Stage implements AutoCloseable {
  private final Terms terms;
  private final Inbox inbox = new Inbox();
  private final Notes notes = new Notes();
  private final Map<String, Party> parties = new LinkedHashMap<>();
  private final List<Call> calls = new ArrayList<>();
  private final List<Cost> costs = new ArrayList<>();

  /**
   * @param mark makes the users of this walk different from those of all others
   */
  public Stage(Terms terms, Wire wire, String mark) {
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
    calls.forEach(call -> bill.add(Cost.of(call)));
    return bill;
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
    parties.values().forEach(Party::close);
  }
}
