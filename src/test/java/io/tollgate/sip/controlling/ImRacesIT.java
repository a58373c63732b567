package io.tollgate.sip.controlling;

/** Races in the order of the IM profile. */
class ImRacesIT extends Races {
  ImRacesIT() {
    super("im");
  }
}
