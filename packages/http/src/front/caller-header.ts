/** Says whose request a front hands on; from anybody else it is taken away. */
export const callerHeader = "x-switchyard-caller";
