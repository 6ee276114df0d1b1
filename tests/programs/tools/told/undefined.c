extern int nowhere(void);int g(void){return nowhere();}
