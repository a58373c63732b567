package io.tollgate.sip.controlling;

/** Races in the order of the CPM profile. */
class RacesIT extends Races {
  RacesIT() {
    super("cpm");
  }
}
