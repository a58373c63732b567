package io.tollgate.conference;

import io.tollgate.charging.record.Participant;
import io.tollgate.charging.record.Roster;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one table of participants. Charging records, trigger checks and NOTIFY all take their number
 * from here. Who is gone is no longer in it.
 */
final class Attendance {

  private final Map<UserAddress, Attendee> users = new LinkedHashMap<>();
  private final Map<UserAddress, Attendee> byAddress = new HashMap<>();
  private final Map<String, Attendee> legs = new HashMap<>();
  // Kept beside the map, so that a roster of hundreds costs a join one array copy.
  private final List<Participant> attached = new ArrayList<>();
  private int admitting;
  private @Nullable Roster roster;

  void add(Attendee attendee, @Nullable ConferenceLeg leg) {
    if (byUser(attendee.address) != null) {
      throw new IllegalStateException(attendee.address + " (expected: not in the conference yet)");
    }
    users.put(attendee.address, attendee);
    attendee.addresses.forEach(address -> byAddress.putIfAbsent(address, attendee));
    entered(attendee);
    if (leg != null) {
      bind(attendee, leg);
    }
  }

  /** Further addresses of the participant; those that somebody else came by stay with that one. */
  void recognise(Attendee attendee, Collection<UserAddress> addresses) {
    for (UserAddress address : addresses) {
      if (byAddress.putIfAbsent(address, attendee) == null) {
        attendee.addresses.add(address);
      }
    }
  }

  /** Another device of the participant. */
  void bindAlso(Attendee attendee, ConferenceLeg leg) {
    attendee.moreLegs.add(leg);
    legs.put(leg.id(), attendee);
  }

  /** One of the legs is over; false if it was the last one, which stays. */
  boolean unbind(Attendee attendee, ConferenceLeg leg) {
    if (attendee.moreLegs.isEmpty()) {
      return false;
    }
    if (!attendee.moreLegs.remove(leg)) {
      attendee.leg = attendee.moreLegs.remove(0);
    }
    legs.remove(leg.id());
    return true;
  }

  void bind(Attendee attendee, ConferenceLeg leg) {
    if (attendee.leg != null) {
      legs.remove(attendee.leg.id());
    }
    attendee.leg = leg;
    legs.put(leg.id(), attendee);
  }

  /** Moves on; an attendee that is over leaves the table. */
  void move(Attendee attendee, ParticipantState next) {
    ParticipantState present = attendee.state;
    if (!present.canBecome(next)) {
      throw new IllegalStateException(
          attendee.address + ": " + next + " (expected: a state that may follow " + present + ")");
    }
    if (present == ParticipantState.ADMITTING) {
      admitting--;
    }
    attendee.state = next;
    if (present.isAttached() && !next.isAttached()) {
      attached.remove(attendee.participant);
      roster = null;
    } else if (!present.isAttached()) {
      entered(attendee);
    }
    if (next.isOver()) {
      users.remove(attendee.address);
      attendee.addresses.forEach(address -> byAddress.remove(address, attendee));
      attendee.legs().forEach(leg -> legs.remove(leg.id()));
    }
  }

  private void entered(Attendee attendee) {
    if (attendee.state.isAttached()) {
      attached.add(attendee.participant);
      roster = null;
    }
    if (attendee.state == ParticipantState.ADMITTING) {
      admitting++;
    }
  }

  @Nullable Attendee byUser(UserAddress address) {
    return byAddress.get(address);
  }

  @Nullable Attendee byUser(User user) {
    for (UserAddress address : user.addresses()) {
      Attendee known = byAddress.get(address);
      if (known != null) {
        return known;
      }
    }
    return null;
  }

  @Nullable Attendee byLeg(ConferenceLeg leg) {
    return legs.get(leg.id());
  }

  int attached() {
    return attached.size();
  }

  /** What NOTIFY tells: without those whose admission is not decided. */
  int present() {
    return attached.size() - admitting;
  }

  /** Everybody in the table, invited or attached. */
  int size() {
    return users.size();
  }

  int pending() {
    return users.size() - attached.size();
  }

  Roster attachedRoster() {
    Roster known = roster;
    if (known == null) {
      known = new Roster(attached);
      roster = known;
    }
    return known;
  }

  /** A copy: what is done with it may change the table. */
  Collection<Attendee> everybody() {
    return List.copyOf(users.values());
  }
}
