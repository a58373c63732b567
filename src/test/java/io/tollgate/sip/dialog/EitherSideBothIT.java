package io.tollgate.sip.dialog;

class EitherSideBothIT extends EitherSide {
  EitherSideBothIT() {
    super("both", "im");
  }
}
